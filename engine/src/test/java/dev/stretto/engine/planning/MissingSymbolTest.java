package dev.stretto.engine.planning;

import static dev.stretto.engine.planning.Failing.test;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MissingSymbolTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            quoteCharacter = '\u0001',
            value = {
                "java.lang.NoClassDefFoundError | shop/Voucher | shop.Voucher",
                "java.lang.ClassNotFoundException | shop.Voucher | shop.Voucher",
                "java.lang.NoSuchMethodError | 'void shop.Cart.add(java.lang.String)' | shop.Cart.add",
                "ModuleNotFoundError | No module named 'shop.vouchers' | shop.vouchers",
                "ImportError | cannot import name 'Cart' from 'shop.cart' (/x/cart.py) | shop.cart of Cart",
                "NameError | name 'refund' is not defined | refund",
                "AttributeError | module 'shop' has no attribute 'cart' | cart of shop",
                "AttributeError | 'Cart' object has no attribute 'total' | total of Cart",
                "AttributeError | 'NoneType' object has no attribute 'total' | none",
                "none | fixture 'till' not found | till",
                "Error | Cannot find module '../src/vouchers' from 'test/a.test.js' | src/vouchers",
                "TypeError | (0 , _money.price) is not a function | _money.price",
                "TypeError | callback is not a function | none",
                "ReferenceError | refund is not defined | refund",
                "none | undefined: Redeem | Redeem",
                "none | Can't locate Voucher.pm in @INC | Voucher.pm",
                "java.lang.IllegalStateException | no printer | none",
                "java.lang.IllegalStateException | shop.Cart.add(java.lang.String) | none"
            })
    void what_is_missing_is_read_from_what_runtimes_say(String exception, String message, String symbol) {
        assertThat(MissingSymbol.in(
                        test("test/a.test.js", "t").with(exception, message).done()))
                .map(MissingSymbol::name)
                .isEqualTo(Optional.ofNullable(symbol));
    }
}
