#!/bin/sh
# In an empty folder /project/run that this one was copied to, with the package of the README installed in /project/node_modules.
npx bats --tap test/ >../bats.tap
npx bats --formatter junit test/ >../bats.xml
npx bats --formatter tap13 test/ >../bats.tap13
