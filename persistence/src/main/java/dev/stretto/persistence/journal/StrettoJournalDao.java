package dev.stretto.persistence.journal;

import dev.stretto.persistence.codec.EventCodec;
import dev.stretto.persistence.codec.LogEntry;
import dev.stretto.persistence.codec.LogPlace;
import dev.stretto.persistence.codec.StoredRow;
import dev.stretto.persistence.codec.TextLookup;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.collection.immutable.Set$;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;
import scala.runtime.BoxedUnit;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend.JdbcDatabaseDef;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * How Pekko's journal writes and reads entries. It writes those of all actors that wait in one transaction, each with its texts and
 * its run's row in the run table, so that none of the three is ever there without the others.
 */
public final class StrettoJournalDao extends DefaultJournalDao {
    private final ExecutionContext context;
    private final EventCodec codec = new EventCodec();

    /** Called by the plugin. */
    public StrettoJournalDao(
            JdbcDatabaseDef db,
            JdbcProfile profile,
            JournalConfig config,
            Serialization serialization,
            ExecutionContext context,
            Materializer materializer) {
        super(db, profile, config, serialization, context, materializer);
        this.context = context;
    }

    /** Something that is done on the writer's connection. */
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    @Override
    public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> writes) {
        List<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows = new ArrayList<>();
        Set<String> noTags = Set$.MODULE$.empty();
        for (AtomicWrite write : CollectionConverters.asJava(writes)) {
            for (PersistentRepr written : CollectionConverters.asJava(write.payload())) {
                rows.add(new Tuple2<>(new EntryRow(written, (LogEntry) written.payload()), noTags));
            }
        }
        // No answers for single writes: all of them are written, or the future fails.
        return queueWriteJournalRows(immutable(rows)).map(done -> immutable(List.of()), context);
    }

    @Override
    public Future<BoxedUnit> writeJournalRows(Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
        List<EntryRow> entries = CollectionConverters.asJava(rows).stream()
                .map(row -> (EntryRow) row._1())
                .toList();
        return run(connection -> {
            EntryRows.write(connection, entries);
            return BoxedUnit.UNIT;
        });
    }

    @Override
    public org.apache.pekko.stream.scaladsl.Source<Try<Tuple2<PersistentRepr, Object>>, NotUsed> messages(
            String persistenceId, long from, long to, long max) {
        String run = RunIdColumn.run(persistenceId);
        Future<List<StoredRow>> rows = run(connection -> EntryRows.replayed(connection, run, from, to, max));
        return Source.completionStage(FutureConverters.asJava(rows))
                .mapConcat(found -> found)
                .map(row -> replayed(run, row))
                .asScala();
    }

    private Try<Tuple2<PersistentRepr, Object>> replayed(String run, StoredRow row) {
        try {
            LogPlace place = new LogPlace(null, run, row.sequence());
            LogEntry entry = codec.read(place, row.stored(), TextLookup.in(row.texts()));
            PersistentRepr written = PersistentRepr.apply(
                    entry, row.sequence(), RunIdColumn.of(run), "", false, ActorRef.noSender(), "");
            return new Success<>(new Tuple2<>(written, row.sequence()));
        } catch (RuntimeException e) {
            return new Failure<>(e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the effects of an action are types of Scala's only
    private <T> Future<T> run(Work<T> work) {
        DBIOAction action = new SimpleJdbcAction<T>(actionContext -> {
            try {
                return work.on(actionContext.connection());
            } catch (SQLException e) {
                throw rethrown(e);
            }
        });
        return db().run(action);
    }

    /** Scala knows no checked exceptions, and whoever hears of this one looks for it as it is. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> RuntimeException rethrown(Exception e) throws E {
        throw (E) e;
    }

    private static <T> Seq<T> immutable(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
