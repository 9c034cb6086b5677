package cart

import "testing"

func TestEmpty(t *testing.T) {
	if total := new(Cart).Total(); total != 0 {
		t.Fatal(total)
	}
}

func TestTwo(t *testing.T) {
	cart := new(Cart)
	cart.Add("tea", "2.50")
	cart.Add("cake", "3.10")
	if cart.Total() != 560 {
		t.Fatal(cart.Total())
	}
}

func TestAfterwards(t *testing.T) {}
