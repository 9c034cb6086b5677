package Money;
use strict;
use warnings;

sub parse {
    my ($text) = @_;
    my ($units, $cents) = $text =~ /^(\d+),(\d+)$/
        or die "no price: $text";
    return $units * 100 + $cents;
}

1;
