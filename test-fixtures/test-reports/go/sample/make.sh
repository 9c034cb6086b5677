#!/bin/sh
# In an empty folder /project/run that this one was copied to. GO is the folder of the toolchain, OUT the name of what is made.
PATH=$GO/bin:$PATH
export GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local GOCACHE=/project/cache
go test -json ./... >../$OUT.json 2>../$OUT.stderr
go test -json ./... >../$OUT-with-stderr.json 2>&1
gotestsum --junitfile ../$OUT-gotestsum.xml ./...
