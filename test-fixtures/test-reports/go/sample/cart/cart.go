// Package cart adds up prices.
package cart

import "example.com/shop/money"

// Cart holds items.
type Cart struct{ cents []int }

// Add adds an item.
func (c *Cart) Add(name, text string) {
	c.cents = append(c.cents, money.Parse(text))
}

// Total answers the sum.
func (c *Cart) Total() (sum int) {
	for _, cents := range c.cents {
		sum += cents
	}
	return sum
}
