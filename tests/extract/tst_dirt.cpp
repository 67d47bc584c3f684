// Dirt: as often as asked, each kind independent of the others, and what can be cleaned means the same as
// before.

#include "extract/generator.h"
#include "resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <cmath>
#include <map>

using namespace pk::extract;
using pk::Dataset;

namespace {

QJsonObject parse(const std::string &value)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(value)).object();
}

std::vector<std::string> generate(const GeneratorOptions &options)
{
    std::vector<std::string> values;
    auto generator = Generator::create(options);
    SourceRecord record;
    while (generator.ok() && *(*generator)->next(record))
        values.push_back(record.value);
    return values;
}

bool isIso(const QJsonValue &time)
{
    return time.isString() && time.toString().contains(QLatin1Char('T'));
}

/// The kinds of dirt that an order shows, read from the message alone (not InvalidJson and MissingField).
std::uint32_t visibleDirt(const QJsonObject &order)
{
    std::uint32_t mask = 0;
    const auto set = [&](DirtKind kind, bool on) { mask |= (on ? 1U : 0U) << static_cast<unsigned>(kind); };
    const QJsonObject customer = order[QStringLiteral("customer")].toObject();
    const QString name = customer[QStringLiteral("name")].toString();
    const QString city = customer[QStringLiteral("city")].toString();
    const QString email = customer[QStringLiteral("email")].toString();
    set(DirtKind::StraySpaces, name != name.trimmed() || city != city.trimmed());
    set(DirtKind::MixedCase, email != email.toLower());
    set(DirtKind::TimeFormat, !isIso(order[QStringLiteral("ordered_at")]));
    const bool dollars = order[QStringLiteral("currency")].toString() == QStringLiteral("USD");
    bool alias = false;
    bool price = false;
    bool negative = false;
    const QJsonArray items = order[QStringLiteral("items")].toArray();
    for (const QJsonValue &item : items) {
        const QString unit = item[QStringLiteral("unit")].toString();
        alias = alias || (unit != QStringLiteral("pcs") && unit != QStringLiteral("kg"));
        const QString text = item[QStringLiteral("price")].toString();
        price = price
            || (dollars ? text.indexOf(QLatin1Char('.')) != text.size() - 3
                        : text.startsWith(QStringLiteral("Rp ")));
        negative = negative || item[QStringLiteral("qty")].toString().startsWith(QLatin1Char('-'));
    }
    set(DirtKind::UnitAlias, alias);
    set(DirtKind::PriceFormat, price);
    set(DirtKind::NegativeQuantity, negative);
    return mask;
}

bool near(double count, double expected, double probability)
{
    const double deviation = std::sqrt(expected * (1 - probability));
    return std::abs(count - expected) <= 5 * deviation;
}

} // namespace

class TestDirt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { pk::initResources(); }

    void share_isTheShareOfRecordsThatDifferFromCleanOnes_data()
    {
        QTest::addColumn<int>("dataset");
        QTest::addColumn<int>("perMillion");
        for (const int dataset : {0, 1}) {
            for (const int perMillion : {0, 10'000, 200'000, 1'000'000})
                QTest::addRow("%s %d", dataset == 0 ? "orders" : "activities", perMillion)
                    << dataset << perMillion;
        }
    }
    void share_isTheShareOfRecordsThatDifferFromCleanOnes()
    {
        QFETCH(int, dataset);
        QFETCH(int, perMillion);
        GeneratorOptions options;
        options.datasets = dataset == 0 ? GeneratedDatasets::Orders : GeneratedDatasets::Activities;
        options.count = 20'000;
        const std::vector<std::string> clean = generate(options);
        options.setDirtyShare(static_cast<std::uint32_t>(perMillion));
        for (DirtRates *rates : {&options.orderDirt, &options.activityDirt})
            rates->duplicate = rates->late = 0; // so that the n-th records are the same event
        const std::vector<std::string> dirty = generate(options);
        QCOMPARE(clean.size(), std::size_t(20'000));
        QCOMPARE(dirty.size(), clean.size());
        int different = 0;
        for (std::size_t i = 0; i < clean.size(); ++i)
            different += clean[i] != dirty[i] ? 1 : 0;
        const double share = perMillion / 1e6;
        QVERIFY2(near(different, 20'000 * share, share), qPrintable(QString::number(different)));
    }

    void kinds_haveTheirRatesAndAreIndependent()
    {
        constexpr double rate = 0.1;
        constexpr int count = 60'000;
        const DirtKind kinds[] = {DirtKind::StraySpaces, DirtKind::MixedCase,  DirtKind::UnitAlias,
                                  DirtKind::PriceFormat, DirtKind::TimeFormat, DirtKind::NegativeQuantity};
        GeneratorOptions options;
        options.count = count;
        for (const DirtKind kind : kinds)
            options.orderDirt[kind] = 100'000;
        std::map<DirtKind, int> single;
        std::map<std::pair<DirtKind, DirtKind>, int> both;
        for (const std::string &value : generate(options)) {
            const Dirt seen{visibleDirt(parse(value)), 0};
            for (const DirtKind a : kinds) {
                single[a] += seen.has(a) ? 1 : 0;
                for (const DirtKind b : kinds)
                    both[{a, b}] += a != b && seen.has(a) && seen.has(b) ? 1 : 0;
            }
        }
        for (const DirtKind a : kinds) {
            QVERIFY2(near(single[a], count * rate, rate), qPrintable(QString::number(single[a])));
            for (const DirtKind b : kinds) {
                if (a != b)
                    QVERIFY2(near(both[{a, b}], count * rate * rate, rate * rate),
                             qPrintable(QString::number(both[{a, b}])));
            }
        }
    }

    void broken_isBrokenAsOftenAsAsked_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("invalid JSON") << static_cast<int>(DirtKind::InvalidJson);
        QTest::newRow("missing field") << static_cast<int>(DirtKind::MissingField);
        QTest::newRow("unknown unit") << static_cast<int>(DirtKind::UnknownUnit);
    }
    void broken_isBrokenAsOftenAsAsked()
    {
        QFETCH(int, kind);
        GeneratorOptions options;
        options.count = 20'000;
        options.orderDirt.kinds[static_cast<std::size_t>(kind)] = 200'000;
        const auto campus = Campus::shipped();
        QVERIFY(campus.ok());
        int broken = 0;
        for (const std::string &value : generate(options)) {
            QJsonParseError error;
            const QJsonObject order =
                QJsonDocument::fromJson(QByteArray::fromStdString(value), &error).object();
            if (error.error != QJsonParseError::NoError) {
                QCOMPARE(kind, static_cast<int>(DirtKind::InvalidJson));
                ++broken;
                continue;
            }
            QCOMPARE(visibleDirt(order) & ~(1U << static_cast<unsigned>(DirtKind::UnitAlias))
                         & ~(kind == static_cast<int>(DirtKind::MissingField) ? ~0U : 0U),
                     0U);
            const QJsonObject customer = order[QStringLiteral("customer")].toObject();
            const QJsonObject item = order[QStringLiteral("items")][0].toObject();
            const bool missing = order.size() != 11 || customer.size() != 4 || item.size() != 6;
            bool unknown = false;
            const QJsonArray items = order[QStringLiteral("items")].toArray();
            for (const QJsonValue &entry : items) {
                const std::string unit = entry[QStringLiteral("unit")].toString().toStdString();
                const auto &units = (*campus)->unknownUnits;
                unknown = unknown || std::find(units.begin(), units.end(), unit) != units.end();
            }
            broken += missing || unknown ? 1 : 0;
        }
        QVERIFY2(near(broken, 4000, 0.2), qPrintable(QString::number(broken)));
    }

    void cleanableDirt_meansTheSameAsBefore()
    {
        GeneratorOptions options;
        options.count = 20'000;
        const std::vector<std::string> clean = generate(options);
        for (const DirtKind kind : dirtKinds(Dataset::Orders)) {
            if (!isBroken(kind))
                options.orderDirt[kind] = 500'000;
        }
        const std::vector<std::string> dirty = generate(options);
        const auto campus = Campus::shipped();
        QVERIFY(campus.ok());
        for (std::size_t i = 0; i < clean.size(); ++i) {
            const QString cleaned = canonical(parse(dirty[i]), **campus);
            if (cleaned != canonical(parse(clean[i]), **campus))
                QFAIL((clean[i] + '\n' + dirty[i]).c_str());
        }
    }

    void clean_isCanonical()
    {
        GeneratorOptions options;
        options.count = 20'000;
        for (const std::string &value : generate(options)) {
            const QJsonObject order = parse(value);
            QCOMPARE(order.size(), 11);
            if (visibleDirt(order) != 0)
                QFAIL(value.c_str());
        }
    }

private:
    /// What a transform would make of an order: trimmed, one case, base units, plain prices, UTC seconds.
    static QString canonical(const QJsonObject &order, const Campus &campus)
    {
        const QJsonObject customer = order[QStringLiteral("customer")].toObject();
        QString text;
        for (const char *field : {"id", "name", "email", "city"})
            text += customer[QLatin1String(field)].toString().trimmed().toLower() + QLatin1Char('|');
        const QJsonArray items = order[QStringLiteral("items")].toArray();
        for (const QJsonValue &item : items) {
            double quantity = item[QStringLiteral("qty")].toString().toDouble();
            QString unit = item[QStringLiteral("unit")].toString();
            for (const Pack &pack : campus.packs) {
                if (unit.toStdString() == pack.unit) {
                    quantity = quantity * static_cast<double>(pack.sizeE3) / 1000;
                    unit = QString::fromStdString(pack.of);
                    break;
                }
            }
            QString price = item[QStringLiteral("price")].toString();
            if (price.startsWith(QStringLiteral("Rp ")))
                price = price.mid(3).remove(QLatin1Char('.'));
            text += item[QStringLiteral("sku")].toString()
                + QStringLiteral(" %1 %2 %3|")
                      .arg(quantity, 0, 'f', 3)
                      .arg(unit)
                      .arg(price.toDouble(), 0, 'f', 2);
        }
        const QJsonValue time = order[QStringLiteral("ordered_at")];
        QDateTime moment = QDateTime::fromString(time.toString(), Qt::ISODate);
        if (time.isDouble())
            moment = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(time.toDouble()), Qt::UTC);
        else if (!isIso(time)) {
            const bool dayFirst = time.toString().contains(QLatin1Char('/'));
            moment = QDateTime::fromString(time.toString(),
                                           dayFirst ? QStringLiteral("dd/MM/yyyy HH:mm")
                                                    : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
            moment.setOffsetFromUtc(7 * 3600);
        }
        for (const char *field : {"event_id", "order_id", "occurred_at", "currency", "status", "channel"})
            text += order[QLatin1String(field)].toString() + QLatin1Char('|');
        return text + QString::number(moment.toSecsSinceEpoch());
    }
};

PK_TEST(TestDirt)
#include "tst_dirt.moc"
