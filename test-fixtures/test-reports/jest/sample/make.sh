#!/bin/sh
# In an empty folder /project/run that this one was copied to, with the packages of the README installed in /project/node_modules.
npx jest --ci --color --json --outputFile=../jest.json
JEST_JUNIT_OUTPUT_FILE=../jest-junit.xml npx jest --ci --reporters=jest-junit
JEST_JUNIT_ADD_FILE_ATTRIBUTE=false JEST_JUNIT_REPORT_TEST_SUITE_ERRORS=false JEST_JUNIT_OUTPUT_FILE=../jest-junit-default.xml npx jest --ci --reporters=jest-junit
