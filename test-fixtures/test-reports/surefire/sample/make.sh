#!/bin/sh
# In an empty folder /project/run that this one was copied to, with Maven's local repository at /project/repository.
JAVA_TOOL_OPTIONS=-Duser.home=/project/home mvn -B -ntp -Dmaven.repo.local=/project/repository clean test
