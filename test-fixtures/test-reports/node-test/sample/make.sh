#!/bin/sh
# In an empty folder /project/run that this one was copied to.
node --test --test-reporter=tap test/ >../node.tap
