use strict;
use warnings;
use Test::More;
use Money;

is(eval { Money::parse('2.50') } // $@, 250, 'a bill');
ok(Money::parse('x'), 'never runs');
done_testing;
