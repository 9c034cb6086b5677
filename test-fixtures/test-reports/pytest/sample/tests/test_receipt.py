import pytest

from shop.cart import Cart


@pytest.fixture(scope="module")
def printer():
    raise OSError("no printer: /dev/lp0 \x1b[31mis off\x1b[0m")


def test_prints(printer):
    assert printer


def test_prints_twice(printer):
    assert printer


def test_line():
    cart = Cart()
    cart.add("tea", "2.50")
    assert cart.items == [("tea", 250)]


def test_heading():
    print("a line with ]]> in it")
    lines = ["Receipt", "=======", "tea 2,50"]
    assert lines == ["Receipt", "-------", "tea 2.50"], "the heading is wrong"


def test_needs_a_till(till):
    assert till


@pytest.mark.xfail(reason="known")
def test_known():
    assert 1 == 2
