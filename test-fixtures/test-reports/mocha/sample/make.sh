#!/bin/sh
# In an empty folder /project/run that this one was copied to, with the packages of the README installed in /project/node_modules.
npx mocha --reporter xunit --reporter-option output=../mocha.xml test/
npx mocha --reporter tap --reporter-option tapVersion=13 test/ >../mocha.tap
