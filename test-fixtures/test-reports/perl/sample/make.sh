#!/bin/sh
# In an empty folder /project/run that this one was copied to.
prove --lib --verbose --merge t/bill.t t/broken.t t/cart.t t/later.t t/receipt.t >../prove.txt 2>&1
prove --lib --verbose --merge t/cart.t t/printer.t t/receipt.t >../prove-bail-out.txt 2>&1
perl -Ilib t/cart.t >../cart.tap 2>&1
perl -Ilib t/receipt.t >../receipt-without-stderr.tap 2>/dev/null
perl -Ilib t/broken.t >../broken.tap 2>&1
