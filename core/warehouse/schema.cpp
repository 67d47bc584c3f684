#include "warehouse/schema.h"

#include "base/sql.h"
#include "warehouse/dialect.h"
#include "warehouse/warehouse.h"

#include <QCoreApplication>

#include <array>
#include <string>

namespace pk::warehouse {

namespace {

constexpr std::string_view kAuditTable =
    R"(CREATE TABLE etl_audit(
        id {id}, cluster {key} NOT NULL, group_id {text} NOT NULL, src_topic {key} NOT NULL,
        src_partition {integer} NOT NULL, src_offset {integer}, epoch {integer} NOT NULL, raw_topic {text},
        raw_partition {integer}, raw_offset {integer}, entity {key} NOT NULL, entity_key {key} NOT NULL,
        version {integer} NOT NULL, action {text} NOT NULL, payload_sha256 {text}, before_json {text},
        after_json {text}, correlation_id {key}, batch_id {text} NOT NULL, at {integer} NOT NULL))";

constexpr std::string_view kOffsetsTable =
    R"(CREATE TABLE etl_offsets(
        cluster {key} NOT NULL, group_id {key} NOT NULL, topic {key} NOT NULL, "partition" {integer} NOT NULL,
        next_offset {integer} NOT NULL, epoch {integer} NOT NULL, owner {text} NOT NULL, at {integer} NOT NULL,
        PRIMARY KEY(cluster, group_id, topic, "partition")) {clustered})";

// Amounts are integers of 1/10,000 (_e4), quantities of 1/1,000 (_e3), times UTC milliseconds.
//
// load_id numbers the loads of a row; the items of an order carry the load_id of the order row they came
// with, so that the items of a doubled order can be told apart. fact_activities.occurred_at and the last
// two columns of dim_students decide which event is newer.
constexpr std::array<std::string_view, 14> kVersion1 = {
    R"(CREATE TABLE etl_meta(
        schema_version {integer} NOT NULL, semantics {text} NOT NULL, created_at {integer} NOT NULL))",

    R"(CREATE TABLE fact_orders(
        load_id {id}, order_id {key} NOT NULL, version {integer} NOT NULL, event_id {key} NOT NULL, status {text},
        customer_id {text}, customer_name {text}, customer_email {text}, customer_city {text}, channel {text},
        currency {text}, total_e4 {integer}, item_count {integer}, ordered_at {integer}, occurred_at {integer},
        correlation_id {key}, raw_topic {text}, raw_partition {integer}, raw_offset {integer},
        src_topic {text} NOT NULL, src_partition {integer} NOT NULL, src_offset {integer} NOT NULL,
        cdc_position {text}, loaded_at {integer} NOT NULL))",

    R"(CREATE TABLE fact_order_items(
        load_id {integer} NOT NULL, order_id {key} NOT NULL, line {integer} NOT NULL, version {integer} NOT NULL,
        sku {text}, name {text}, qty_e3 {integer}, unit {text}, unit_price_e4 {integer}, discount_e4 {integer},
        line_total_e4 {integer}, PRIMARY KEY(load_id, line)) {clustered})",

    R"(CREATE TABLE fact_activities(
        load_id {id}, activity_id {key} NOT NULL, version {integer} NOT NULL, event_id {key} NOT NULL,
        nim {key} NOT NULL, kind {text}, title {text}, sks {integer}, level {text}, "rank" {text}, term {text},
        weight_e4 {integer}, regulation {text}, recorded_at {integer}, occurred_at {integer}, correlation_id {key},
        raw_topic {text}, raw_partition {integer}, raw_offset {integer}, src_topic {text} NOT NULL,
        src_partition {integer} NOT NULL, src_offset {integer} NOT NULL, cdc_position {text},
        loaded_at {integer} NOT NULL))",

    R"(CREATE TABLE dim_students(
        nim {key} NOT NULL PRIMARY KEY, name {text}, program {text}, faculty {text},
        active {integer} NOT NULL DEFAULT 1, occurred_at {integer}, event_id {key}))",

    kAuditTable,
    "CREATE INDEX etl_audit_entity ON etl_audit(entity, entity_key)",
    "CREATE INDEX etl_audit_correlation ON etl_audit(correlation_id)",

    kOffsetsTable,

    R"(CREATE TABLE etl_outbox(
        id {id}, event_id {key} NOT NULL UNIQUE, topic {text} NOT NULL, "key" {text} NOT NULL, value {text} NOT NULL,
        headers {text}, published_at {integer}))",
    "CREATE INDEX etl_outbox_pending ON etl_outbox(published_at, id)",

    // One row per regulation and student, whatever the semantics: a doubled load of an activity counts once.
    R"(CREATE VIEW v_iku_activity AS
        SELECT regulation, nim, activity_id, max(level) AS level, max(sks) AS sks, max(weight_e4) AS weight_e4
        FROM fact_activities WHERE regulation IS NOT NULL GROUP BY regulation, nim, activity_id)",

    // An activity with a level is an achievement (prestasi); all others are activities outside the campus,
    // counted by their credits (sks). The transform has given each activity its weight; what needs all
    // activities of a student is decided here:
    // - 3/M/2021 (Kepmendikbud 3/M/2021, IKU 2): a student counts, with weight 1, when the credits add up to
    // at
    //   least 20 sks, or with one achievement that the regulation gives a weight (national or higher).
    // - 358/M/KEP/2025 (Kepmendiktisaintek, IKU 3): n_i students have weight k_i. A student stands in one
    // class i
    //   only, that of the best activity; otherwise the share could exceed 100 %.
    R"(CREATE VIEW v_iku_student AS
        SELECT a.regulation, a.nim, s.name, s.program, s.faculty, s.active, a.activities, a.outside_sks,
            a.achievements, a.weight_e4, CASE WHEN a.weight_e4 > 0 THEN 1 ELSE 0 END AS counts
        FROM (SELECT regulation, nim, count(*) AS activities,
                  sum(CASE WHEN level IS NULL THEN coalesce(sks, 0) ELSE 0 END) AS outside_sks,
                  sum(CASE WHEN level IS NULL THEN 0 ELSE 1 END) AS achievements,
                  CASE WHEN regulation = '3/M/2021'
                      THEN CASE WHEN sum(CASE WHEN level IS NULL THEN coalesce(sks, 0) ELSE 0 END) >= 20
                                  OR max(CASE WHEN level IS NULL THEN 0 ELSE coalesce(weight_e4, 0) END) > 0
                               THEN 10000 ELSE 0 END
                      ELSE coalesce(max(weight_e4), 0) END AS weight_e4
              FROM v_iku_activity GROUP BY regulation, nim) AS a
        LEFT JOIN dim_students AS s ON s.nim = a.nim)",

    // The share of a programme, sum(n_i * k_i) / t * 100 %: t = its active students, weights of active ones
    // only. A programme without any activity still has a row, with share 0, under every regulation in use.
    R"(CREATE VIEW v_iku_program AS
        SELECT r.regulation, p.program, p.faculty, p.students, coalesce(w.counted, 0) AS counted,
            coalesce(w.weighted_e4, 0) AS weighted_e4,
            round(coalesce(w.weighted_e4, 0) / 100.0 / p.students, 2) AS share_percent
        FROM (SELECT program, faculty, count(*) AS students FROM dim_students WHERE active = 1
              GROUP BY program, faculty) AS p
        CROSS JOIN (SELECT DISTINCT regulation FROM v_iku_activity) AS r
        LEFT JOIN (SELECT regulation, program, faculty, sum(counts) AS counted, sum(weight_e4) AS weighted_e4
                   FROM v_iku_student WHERE active = 1 GROUP BY regulation, program, faculty) AS w
            ON w.regulation = r.regulation AND coalesce(w.program, '') = coalesce(p.program, '')
                AND coalesce(w.faculty, '') = coalesce(p.faculty, ''))",
};

// 2: each group has audit rows of its own of the same message, as it has offsets of its own.
constexpr std::array<Migration, 2> kMigrations = {Migration{1, kVersion1, false}, Migration{2, {}, true}};

/// Replaced when the semantics change. The audit is looked up by position in every mode.
struct SemanticIndex
{
    std::string_view name;
    std::string_view table;
    std::string_view columns;
    bool inNaiveModes; ///< there it is an ordinary index, otherwise a unique one
};
constexpr std::array<SemanticIndex, 4> kSemanticIndexes = {{
    {"fact_orders_key", "fact_orders", "order_id", false},
    {"fact_order_items_key", "fact_order_items", "order_id, line", false},
    {"fact_activities_key", "fact_activities", "activity_id", false},
    {"etl_audit_position", "etl_audit",
     "cluster, src_topic, src_partition, src_offset, epoch, group_id{prefix}", true},
}};

constexpr std::array<std::string_view, 8> kTables = {"dim_students",     "etl_audit",  "etl_meta",
                                                     "etl_offsets",      "etl_outbox", "fact_activities",
                                                     "fact_order_items", "fact_orders"};
static_assert(kMigrations.back().version == kSchemaVersion);

constexpr std::array<std::string_view, 3> kViews = {"v_iku_program", "v_iku_student", "v_iku_activity"};

/// Where a schema is not made in one transaction, whoever was killed while making it has left a part of it.
/// That part holds no rows; a table that does is somebody else's, and nothing is dropped.
Result<void> dropUnfinished(Database &db, const Dialect &dialect)
{
    std::vector<std::string_view> present;
    for (const std::string_view table : kTables) {
        const auto there = queryInteger(db, dialect.tableExistsSql(), {table});
        if (!there)
            return there.error();
        if (*there == 0)
            continue;
        const auto rows = queryInteger(db, "SELECT count(*) FROM " + std::string(table));
        if (!rows)
            return rows.error();
        if (*rows > 0)
            return notAWarehouse({});
        present.push_back(table);
    }
    for (const std::string_view view : kViews) {
        if (auto dropped = db.exec("DROP VIEW IF EXISTS " + std::string(view)); !dropped)
            return dropped;
    }
    for (const std::string_view table : present) {
        if (auto dropped = db.exec("DROP TABLE " + std::string(table)); !dropped)
            return dropped;
    }
    return {};
}

Result<void> runStep(Database &db, const Dialect &dialect, const Migration &step)
{
    for (const std::string_view statement : step.statements) {
        if (auto done = db.exec(dialect.schemaSql(statement)); !done)
            return done;
    }
    return {};
}

} // namespace

Error notAWarehouse(const QString &path)
{
    return {
        ErrorCode::Corrupt,
        QCoreApplication::translate("warehouse",
                                    "This is a database of another program, not a warehouse. It was left as "
                                    "it is; choose another one."),
        path};
}

Error newerSchema(int found, int known)
{
    return {ErrorCode::Corrupt,
            QCoreApplication::translate(
                "warehouse",
                "The warehouse was written by a newer version of this program (schema %1, "
                "known here: %2). It was left as it is; update the program or choose another "
                "warehouse.")
                .arg(found)
                .arg(known),
            {}};
}

std::span<const Migration> migrations()
{
    return kMigrations;
}

std::span<const std::string_view> tableNames()
{
    return kTables;
}

Result<std::optional<Meta>> readMeta(Database &db)
{
    const auto present = queryInteger(db, dialectOf(db).tableExistsSql(), {"etl_meta"});
    if (!present)
        return present.error();
    if (*present == 0)
        return std::optional<Meta>();
    auto query = db.prepare("SELECT schema_version, semantics FROM etl_meta");
    if (!query)
        return query.error();
    const auto row = (*query)->step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Meta>();
    Meta meta{static_cast<int>((*query)->integer(0)), semanticsFromString((*query)->text(1))};
    (*query)->reset();
    return std::optional<Meta>(meta);
}

Result<void> bindSemantics(Database &db, Semantics semantics)
{
    const Dialect &dialect = dialectOf(db);
    for (const SemanticIndex &index : kSemanticIndexes) {
        const auto present = queryInteger(db, dialect.indexExistsSql(), {index.table, index.name});
        if (!present)
            return present.error();
        if (*present > 0) {
            if (auto dropped = db.exec(dialect.dropIndexSql(index.name, index.table)); !dropped)
                return dropped;
        }
        if (isNaive(semantics) && !index.inNaiveModes)
            continue;
        const std::string create = std::string(isNaive(semantics) ? "CREATE INDEX " : "CREATE UNIQUE INDEX ")
                                       .append(index.name)
                                       .append(" ON ")
                                       .append(index.table)
                                       .append("(")
                                       .append(index.columns)
                                       .append(")");
        if (auto created = db.exec(dialect.schemaSql(create)); !created)
            return created;
    }
    return execute(db, "UPDATE etl_meta SET semantics = ?", {toString(semantics)});
}

Result<void> createOffsetTables(Database &db)
{
    for (std::string sql : {std::string(kAuditTable), std::string(kOffsetsTable)}) {
        sql.replace(0, std::string_view("CREATE TABLE").size(), "CREATE TABLE IF NOT EXISTS");
        if (auto done = db.exec(dialectOf(db).schemaSql(sql)); !done)
            return done;
    }
    return {};
}

Result<void> migrate(Database &db, std::span<const Migration> steps, Semantics semantics, std::int64_t nowMs)
{
    const Dialect &dialect = dialectOf(db);
    bool made = false; // here: its indexes are those of today
    for (const Migration &step : steps) {
        Transaction transaction(db);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        // Read again under the write lock: another process may have been faster.
        const auto meta = readMeta(db);
        if (!meta)
            return meta.error();
        const int version = meta->has_value() ? (*meta)->schemaVersion : 0;
        if (version > steps.back().version)
            return newerSchema(version, steps.back().version);
        if (version >= step.version)
            continue;
        if (version == 0 && !dialect.schemaIsTransactional()) {
            if (auto dropped = dropUnfinished(db, dialect); !dropped)
                return dropped;
        }
        if (auto done = runStep(db, dialect, step); !done)
            return done;
        Result<void> stored;
        if (version == 0) {
            stored =
                execute(db, "INSERT INTO etl_meta(schema_version, semantics, created_at) VALUES (?, ?, ?)",
                        {std::int64_t{step.version}, toString(semantics), nowMs});
            if (stored)
                stored = bindSemantics(db, semantics);
            made = true;
        } else {
            if (step.indexes && !made && (*meta)->semantics)
                stored = bindSemantics(db, *(*meta)->semantics);
            if (stored)
                stored = execute(db, "UPDATE etl_meta SET schema_version = ?", {std::int64_t{step.version}});
        }
        if (!stored)
            return stored;
        if (auto committed = transaction.commit(); !committed)
            return committed;
    }
    return {};
}

} // namespace pk::warehouse
