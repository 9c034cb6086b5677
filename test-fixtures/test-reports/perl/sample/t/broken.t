use strict;
use warnings;
use Test::More tests => 1;
use Voucher;

ok(Voucher->new, 'never runs');
