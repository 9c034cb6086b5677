// Package money reads prices.
package money

import (
	"strconv"
	"strings"
)

// Parse answers the cents of a price such as "2,50".
func Parse(text string) int {
	parts := strings.Split(text, ",")
	units, _ := strconv.Atoi(parts[0])
	cents, _ := strconv.Atoi(parts[1])
	return units*100 + cents
}
