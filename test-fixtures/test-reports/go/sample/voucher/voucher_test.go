package voucher

import "testing"

func TestVoucher(t *testing.T) {
	if Redeem("x") != 1 {
		t.Fail()
	}
	var unused int
}
