use strict;
use warnings;
use Test::More tests => 2;

BAIL_OUT('no printer') unless -e '/dev/nosuchprinter';
