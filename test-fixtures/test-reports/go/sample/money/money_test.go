package money

import "testing"

func TestParse(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{{"1,20", 120}, {"0,05", 5}, {"3,5", 350}, {"Ω,1", 10}} {
		t.Run(c.text, func(t *testing.T) {
			if got := Parse(c.text); got != c.want {
				t.Errorf("Parse(%q) = %d\nwant %d", c.text, got, c.want)
			}
		})
	}
}

func TestNothing(t *testing.T) {
	t.Log("nothing to see")
}

func TestLater(t *testing.T) {
	t.Skip("later")
}
