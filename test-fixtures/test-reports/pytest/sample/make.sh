#!/bin/sh
# In an empty folder /project/run that this one was copied to.
python3 -m pytest -p no:cacheprovider -o junit_logging=all --continue-on-collection-errors --junitxml=../long.xml
python3 -m pytest -p no:cacheprovider --tb=short -o junit_family=xunit1 --continue-on-collection-errors --junitxml=../short.xml
python3 -m pytest -p no:cacheprovider --tb=native --junitxml=../native.xml tests/test_cart.py tests/test_receipt.py
