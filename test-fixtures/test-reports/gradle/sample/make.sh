#!/bin/sh
# In an empty folder /project/run that this one was copied to, with Maven's local repository, that has JUnit, at /project/repository.
gradle --offline --no-daemon --gradle-user-home /project/gradle-home test
