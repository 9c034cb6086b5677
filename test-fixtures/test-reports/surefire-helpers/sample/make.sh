#!/bin/sh
# In an empty folder /project/run that this one was copied to, with Maven's local repository at /project/repository.
export JAVA_TOOL_OPTIONS=-Duser.home=/project/home
mvn -B -ntp -Dmaven.repo.local=/project/repository clean test
mv target/surefire-reports ../two-helpers
sed -i 's/dd-MM-uuuu/dd.MM.uuuu/' src/main/java/com/acme/shop/Dates.java
mvn -B -ntp -Dmaven.repo.local=/project/repository clean test
mv target/surefire-reports ../one-helper
