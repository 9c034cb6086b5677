package stock

import (
	"testing"

	"example.com/shop/warehouse"
)

func TestStock(t *testing.T) {
	if warehouse.Count() != 1 {
		t.Fail()
	}
}
