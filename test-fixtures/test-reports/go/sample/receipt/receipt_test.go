package receipt

import (
	"fmt"
	"testing"

	"example.com/shop/cart"
)

func mustEqual(t *testing.T, got, want any) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestHeading(t *testing.T) {
	fmt.Println("printing <heading>")
	mustEqual(t, "Receipt", "Quittung")
}

func TestLines(t *testing.T) {
	t.Run("of one", func(t *testing.T) {
		t.Run("tea", func(t *testing.T) {
			c := new(cart.Cart)
			c.Add("tea", "2.50")
			mustEqual(t, c.Total(), 250)
		})
	})
}
