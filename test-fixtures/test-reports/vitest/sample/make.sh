#!/bin/sh
# In an empty folder /project/run that this one was copied to, with the packages of the README installed in /project/node_modules.
npx vitest run --reporter=junit --reporter=json --outputFile.json=../vitest.json --outputFile.junit=../vitest.xml
