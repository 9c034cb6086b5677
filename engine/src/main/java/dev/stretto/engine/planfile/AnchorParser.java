package dev.stretto.engine.planfile;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.NodeEvent;

/** A parser of YAML that knows the anchors of all values; Jackson's own forgets those of scalars. */
final class AnchorParser extends YAMLParser {

    private AnchorParser(
            IOContext context,
            int parserFeatures,
            int yamlFeatures,
            LoaderOptions options,
            @Nullable ObjectCodec codec,
            Reader reader) {
        super(context, parserFeatures, yamlFeatures, options, codec, reader);
    }

    static JsonParser of(String text, LoaderOptions options) throws IOException {
        return new Factory(options).createParser(new StringReader(text));
    }

    /** True if the current value is an alias, whose text is the anchor's name. */
    boolean atAlias() {
        return _lastEvent instanceof AliasEvent;
    }

    /** The name by which aliases may stand for the current value; empty if it has none. */
    Optional<String> anchor() {
        return _lastEvent instanceof NodeEvent node && !atAlias()
                ? Optional.ofNullable(node.getAnchor())
                : Optional.empty();
    }

    /** Makes these parsers. */
    private static final class Factory extends YAMLFactory {
        private static final long serialVersionUID = 1L;

        Factory(LoaderOptions options) {
            super(YAMLFactory.builder().loaderOptions(options));
        }

        @Override
        protected YAMLParser _createParser(Reader reader, IOContext context) {
            return new AnchorParser(
                    context, _parserFeatures, _yamlParserFeatures, _loaderOptions, _objectCodec, reader);
        }
    }
}
