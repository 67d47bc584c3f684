// Payloads and configurations that nobody should send: every call gives an outcome, none crashes or takes
// long.

#include "support.h"

#include "base/json_text.h"
#include "base/json_utf8.h"
#include "base/pcg32.h"

#include <QElapsedTimer>
#include <QFile>

using namespace pk;
using namespace pk::transform;
using namespace pk::transform::test;

namespace {

#ifdef __SANITIZE_THREAD__
constexpr int kRounds = 1'000; // there is but one thread, and ten times as many would take minutes
#else
constexpr int kRounds = 10'000;
#endif

const QByteArray kOrder = json(
    "{'event_id':'018c','event_type':'order.updated','order_id':'ORD-00010482','version':2,\n "
    "'occurred_at':'2025-11-20T10:42:07.918+07:00','customer':{'id':'MHS-231045','name':'  budi "
    "S.','email':'Budi@KAMPUS.ac.id','city':'Malang'},\n 'items':[{'line':1,'sku':'ATK-017','name':'Buku "
    "\\u00e9 tulis','qty':'2','unit':'lusin','price':'Rp 52.083','discount':0.15},\n "
    "{'line':2,'sku':'ATK-018','qty':1.5,'unit':'kg','price':12500.25}],'currency':'IDR','status':'PAID','"
    "ordered_at':'20/11/2025 10:41'}");

/// One to four changes: bytes replaced, removed, doubled, or pieces of JSON put in.
QByteArray mutated(const QByteArray &original, Pcg32 &random)
{
    static const QByteArray pieces[] = {"{",
                                        "}",
                                        "[",
                                        "]",
                                        "\"",
                                        ",",
                                        ":",
                                        "null",
                                        "-1",
                                        "1e300",
                                        "1e-300",
                                        "\\ud800",
                                        "\\u0000",
                                        "\\",
                                        "99999999999999999999",
                                        "0.00000000000000000001",
                                        "\xff",
                                        "\xed\xa0\x80",
                                        "{\"a\":1,\"a\":2}",
                                        "\"\"",
                                        "[[[[[[[[",
                                        "true",
                                        "Rp ",
                                        "-",
                                        "9e18",
                                        "\xc2\xa0",
                                        "/items/*/qty",
                                        "sum(",
                                        "~"};
    QByteArray text = original;
    for (std::uint32_t changes = 1 + random.below(4); changes > 0 && !text.isEmpty(); --changes) {
        const auto at = static_cast<qsizetype>(random.below(static_cast<std::uint32_t>(text.size())));
        const auto length = static_cast<qsizetype>(random.below(12));
        switch (random.below(6)) {
        case 0:
            text[at] = static_cast<char>(random.next());
            break;
        case 1:
            text.remove(at, length);
            break;
        case 2:
            text.insert(at, text.mid(at, length));
            break;
        case 3:
            text.insert(at, pieces[random.below(std::size(pieces))]);
            break;
        case 4:
            text.replace(at, length, pieces[random.below(std::size(pieces))]);
            break;
        default:
            text.truncate(at + length);
            break;
        }
    }
    return text;
}

} // namespace

class TransformHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        initResources();
        m_engine = std::make_unique<Engine>(*Config::shipped(Dataset::Orders));
    }

    void payload_refused_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, const QByteArray &value, const QByteArray &code) {
            QTest::newRow(name) << value << QByteArray(code);
        };
        row("empty", "", "InvalidJson");
        row("cut off", kOrder.left(100), "InvalidJson");
        row("two values", "{}{}", "InvalidJson");
        row("number out of range", json("{'a':1e999}"), "InvalidJson");
        row("zero byte", QByteArray("{\"a\":1}\0", 8), "InvalidJson");
        row("an array", "[1]", "NotAnObject");
        row("a number", "-17.5", "NotAnObject");
        row("a text", "\"x\"", "NotAnObject");
        row("invalid UTF-8", "{\"a\":\"\xff\"}", "InvalidUtf8");
        row("half a surrogate pair", json("{'a':'\\udc00'}"), "InvalidUtf8");
        row("half a surrogate pair in a key", json("{'\\udfff':1}"), "InvalidUtf8");
        row("duplicate key", json("{'a':{'b':1,'c':2,'b':3}}"), "DuplicateKey");
        row("duplicate key, escaped", json("{'ab':1,'a\\u0062':3}"), "DuplicateKey");
        row("64 levels", QByteArray(63, '[').prepend("{\"a\":").append(QByteArray(63, ']')).append('}'),
            "MissingField");
        row("65 levels", QByteArray(64, '[').prepend("{\"a\":").append(QByteArray(64, ']')).append('}'),
            "TooDeep");
        row("a megabyte of brackets", QByteArray(1024 * 1024, '['), "TooDeep");
        row("a megabyte of objects", QByteArray("{\"a\":").repeated(200'000), "TooDeep");
        row("more than a megabyte",
            QByteArray("{\"a\":\"").append(QByteArray(1024 * 1024, 'x')).append("\"}"), "TooLarge");
        row("JSON in a text, broken", json("{'items':'[{'}"), "InvalidJson");
        row("JSON in a text, duplicate key", json("{'items':'[{\\'a\\':1,\\'a\\':1}]'}"), "DuplicateKey");
        row("JSON in a text, too deep", "{\"items\":\"" + QByteArray(64, '[') + "\"}", "TooDeep");
        row("JSON in a text, zero", json("{'items':'[]\\u0000'}"), "InvalidJson");
    }
    void payload_refused()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, code);
        const Output &output = m_engine->transform(input(value));
        QCOMPARE(bytes(output.failure.code), "pk.transform." + code);
        QVERIFY(output.outcome == Outcome::DeadLetter);
        QVERIFY(output.failure.message.size() < 400);
        QCOMPARE(result(m_engine->transform(input(kOrder))).left(2), QByteArray("{\"")); // the engine goes on
    }

    void payload_manyKeysOrElements_takesNoQuadraticTime()
    {
        QByteArray keys = "{";
        for (int i = 0; i < 80'000; ++i)
            keys += "\"k" + QByteArray::number(i) + "\":1,";
        keys += "\"k0\":1}";
        QByteArray items =
            json("{'order_id':'1','customer':{'id':'1'},'status':'x','ordered_at':'2025-11-20','items':[");
        for (int i = 0; i < 20'000; ++i)
            items += QByteArray(i > 0 ? "," : "") + json("{'line':") + QByteArray::number(i)
                + json(",'sku':'A','qty':1,'price':3}");
        items += "]}";
        const std::clock_t begun = std::clock(); // the processor's time: others may keep it busy
        QCOMPARE(result(m_engine->transform(input(keys))), QByteArray("pk.transform.DuplicateKey"));
        QVERIFY(result(m_engine->transform(input(items)))
                    .contains(json("'order_total':60000,'item_count':20000")));
        QVERIFY2(std::clock() - begun < 5 * CLOCKS_PER_SEC,
                 "80,000 keys and 20,000 elements must take far less than seconds");
    }

    void payload_mutated_alwaysGivesAnOutcome()
    {
        Pcg32 random(7);
        int enriched = 0;
        for (int i = 0; i < 10 * kRounds; ++i) {
            const QByteArray value = mutated(kOrder, random);
            const Output &output = m_engine->transform(input(value));
            if (output.outcome == Outcome::Enriched) {
                ++enriched;
                const FormattedJson formatted = formatJson(output.value);
                QVERIFY2(formatted.valid, output.value.data());
                QVERIFY(output.failure.code.empty());
            } else {
                QVERIFY(output.outcome == Outcome::DeadLetter || output.outcome == Outcome::Filtered);
                QVERIFY(!output.failure.code.empty() && !output.failure.message.empty());
                QVERIFY(firstInvalidUtf8(output.failure.message) == std::string_view::npos);
            }
        }
        QVERIFY2(enriched > kRounds / 2 && enriched < 9 * kRounds, qPrintable(QString::number(enriched)));
    }

    /// 100,000 configurations in all, in parts, so that one that hangs is named.
    void config_mutated_isReadOrRefusedWithItsPlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<quint64>("seed");
        for (const char *dataset : {"orders", "activities"}) {
            for (quint64 seed = 11; seed < 16; ++seed)
                QTest::addRow("%s %d", dataset, static_cast<int>(seed))
                    << QStringLiteral(":/pk/transform/%1.json").arg(QLatin1String(dataset)) << seed;
        }
    }
    void config_mutated_isReadOrRefusedWithItsPlace()
    {
        QFETCH(QString, file);
        QFETCH(quint64, seed);
        QFile shipped(file);
        QVERIFY(shipped.open(QIODevice::ReadOnly));
        const QByteArray original = shipped.readAll();
        Pcg32 random(seed);
        int read = 0;
        for (int i = 0; i < kRounds; ++i) {
            const auto parsed = Config::parse(mutated(original, random), QStringLiteral("m.json"));
            if (parsed) {
                ++read;
                Engine engine(*parsed);
                const Output &output = engine.transform(input(kOrder));
                QVERIFY(output.outcome == Outcome::Enriched || !output.failure.code.empty());
            } else {
                QVERIFY(parsed.error().context.startsWith(QLatin1String("m.json:")));
                QVERIFY(!parsed.error().message.isEmpty());
            }
        }
        QVERIFY2(read > kRounds / 100, "some mutations must leave a valid configuration");
    }

private:
    std::unique_ptr<Engine> m_engine;
};

PK_TEST(TransformHostileTest)
#include "tst_transform_hostile.moc"
