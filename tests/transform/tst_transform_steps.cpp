// Every step by itself: golden documents in and out, and the code of what it refuses.

#include "support.h"

using namespace pk;
using namespace pk::transform;
using namespace pk::transform::test;

namespace {

/// Everything that parse would add, so that the tables below need not repeat what it derives.
const QByteArray kHead = json("'event_id':'e','event_type':'t','version':1,'occurred_at':'o'");

class FakeLookups final : public LookupProvider
{
public:
    Answer answer = Answer::Down;
    Answer find(std::string_view, std::string_view, LookupValue &value) override
    {
        value.text = "Jawa Timur";
        return answer;
    }
};

} // namespace

class TransformStepsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { initResources(); }

    void step_goldenDocument_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("in");
        QTest::addColumn<QByteArray>("out");
        const auto row = [](const char *name, const QByteArray &step, const QByteArray &in,
                            const QByteArray &out) {
            QTest::newRow(name) << QByteArray(step) << QByteArray(in) << QByteArray(out);
        };
        row("trim all", json("'use':'trim'"), json("'a':' x ','b':[{'c':'p   q\\t'}],'d':5"),
            json("'a':'x','b':[{'c':'p q'}],'d':5"));
        row("trim one, not within", json("'use':'trim','paths':['/a'],'collapse':false"),
            json("'a':' x  y ','b':' z '"), json("'a':'x  y','b':' z '"));
        row("trim short text of the pool", json("'use':'trim','paths':['/a']"), json("'a':'\\u00a0b\\u3000'"),
            json("'a':'b'"));

        const QByteArray letters = json(
            "'use':'normalise_case','lower':['/s'],'upper':['/u'],'proper':['/n','/l/*/n'],'keep':['DKI']");
        row("case", letters, json("'s':'PAID','u':'idr','n':'budi S.','l':[{'n':'DKI jakarta'},{}]"),
            json("'s':'paid','u':'IDR','n':'Budi S.','l':[{'n':'DKI Jakarta'},{}]"));
        row("case leaves what is no text", letters, json("'s':5,'u':null,'n':[],'l':{}"),
            json("'s':5,'u':null,'n':[],'l':{}"));

        const QByteArray unit = json("'use':'normalise_unit','path':'/items/*/unit','qty':'/items/*/"
                                     "qty','factor':'/items/*/f','default':'pcs'");
        row("lusin", unit, json("'items':[{'qty':2,'unit':' Lusin '}]"),
            json("'items':[{'qty':24,'unit':'pcs','f':12}]"));
        row("kg with decimals", unit, json("'items':[{'qty':1.2345678,'unit':'kg'}]"),
            json("'items':[{'qty':1.235,'unit':'kg','f':1}]"));
        row("gram", unit, json("'items':[{'qty':1500,'unit':'g'}]"),
            json("'items':[{'qty':1.5,'unit':'kg','f':0.001}]"));
        row("missing unit", unit, json("'items':[{'qty':3}]"),
            json("'items':[{'qty':3,'unit':'pcs','f':1}]"));
        row("quantity as text", unit, json("'items':[{'qty':'2,5','unit':'ons'}]"),
            json("'items':[{'qty':0.25,'unit':'kg','f':0.1}]"));
        row("keep unknown",
            json("'use':'normalise_unit','path':'/items/*/unit','qty':'/items/*/qty','on_unknown':'keep'"),
            json("'items':[{'qty':2,'unit':'peti'}]"), json("'items':[{'qty':2,'unit':'peti'}]"));
        row("units of the step",
            json("'use':'normalise_unit','path':'/items/*/unit','qty':'/items/*/"
                 "qty','units':{'peti':{'base':'pcs','factor':24}}"),
            json("'items':[{'qty':2,'unit':'peti'}]"), json("'items':[{'qty':48,'unit':'pcs'}]"));
        row("one unit without array", json("'use':'normalise_unit','path':'/unit','qty':'/qty'"),
            json("'qty':3,'unit':'gros'"), json("'qty':432,'unit':'pcs'"));

        const QByteArray money = json("'use':'normalise_money','paths':['/p','/l/*/p'],'currency':'/c'");
        row("rupiah", money, json("'p':'Rp 1.250.000','l':[{'p':'52083'},{'p':1250000.50},{}],'c':'idr'"),
            json("'p':1250000,'l':[{'p':52083},{'p':1250000.5},{}],'c':'IDR'"));
        row("dollars stay dollars", money, json("'p':'82.50','c':'USD'"), json("'p':82.5,'c':'USD'"));
        row("currency from the text", money, json("'p':'$ 82.50'"), json("'p':82.5,'c':'USD'"));
        row("default currency", money, json("'p':'12.500'"), json("'p':12500,'c':'IDR'"));
        row("more decimals than an amount has", money, json("'p':0.12345,'c':'USD'"),
            json("'p':0.1235,'c':'USD'"));
        row("negative where allowed", json("'use':'normalise_money','paths':['/p'],'allow_negative':true"),
            json("'p':'-Rp 5.000'"), json("'p':-5000"));

        row("time", json("'use':'normalise_time','paths':['/a','/b','/c']"),
            json("'a':'20/11/2025 10:41','b':1763610067,'c':null"),
            json("'a':'2025-11-20T03:41:00.000Z','b':'2025-11-20T03:41:07.000Z','c':null"));
        row("time of another zone", json("'use':'normalise_time','paths':['/a'],'zone':'-03:30'"),
            json("'a':'20/11/2025 10:41'"), json("'a':'2025-11-20T14:11:00.000Z'"));

        row("compute one", json("'use':'compute','set':'/t/x','expr':'sum(items.a)'"),
            json("'items':[{'a':1.5},{'a':2}]"), json("'items':[{'a':1.5},{'a':2}],'t':{'x':3.5}"));
        row("compute per element, drop",
            json("'use':'compute','fields':[{'set':'/items/*/t','expr':'p * "
                 "q','decimals':2}],'drop':['/items/*/p']"),
            json("'items':[{'p':0.335,'q':1},{'p':2,'q':3}]"),
            json("'items':[{'q':1,'t':0.34},{'q':3,'t':6}]"));
        row("compute keeps 19 digits", json("'use':'compute','set':'/t','expr':'a + b'"),
            json("'a':900719925474099.25,'b':0.0625"),
            json("'a':900719925474099.25,'b':0.0625,'t':900719925474099.3125"));

        row("lookup", json("'use':'lookup','table':'city_province','key':'/c/city','set':'/c/province'"),
            json("'c':{'city':'MALANG'}"), json("'c':{'city':'MALANG','province':'Jawa Timur'}"));
        row("lookup of nothing", json("'use':'lookup','table':'city_province','key':'/c','set':'/p'"),
            json("'c':null"), json("'c':null"));
        row("lookup keeps",
            json("'use':'lookup','table':'city_province','key':'/c','set':'/p','on_missing':'keep'"),
            json("'c':'Atlantis'"), json("'c':'Atlantis'"));

        row("not filtered", json("'use':'filter','drop':{'path':'/s','in':['draft','test']}"),
            json("'s':'paid'"), json("'s':'paid'"));
        row("kept", json("'use':'filter','keep':{'path':'/n','greater':1.5}"), json("'n':'2'"),
            json("'n':'2'"));

        row("mask", json("'use':'mask','names':['/n'],'emails':['/e']"),
            json("'n':'Budi Ömer-S.','e':'budi@kampus.ac.id'"),
            json("'n':'B*** Ö***-S.','e':'b***@kampus.ac.id'"));
        row("metadata", json("'use':'add_metadata','processed_at':'/m/at','set':{'/campus':'UB'}"),
            json("'m':{}"), json("'m':{'at':'2025-11-20T03:42:07.918Z'},'campus':'UB'"));
    }
    void step_goldenDocument()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, in);
        QFETCH(QByteArray, out);
        Engine engine(config(configOf(step)));
        const QByteArray value = "{" + kHead + "," + in + "}";
        const Output &output = engine.transform(input(value));
        QVERIFY2(output.outcome == Outcome::Enriched, output.failure.message.c_str());
        QCOMPARE(bytes(output.value), "{" + kHead + "," + out + "}");
    }

    void step_refuses_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("in");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("part");
        const auto row = [](const char *name, const QByteArray &step, const QByteArray &in,
                            const QByteArray &code, const QByteArray &part) {
            QTest::newRow(name) << QByteArray(step) << QByteArray(in) << QByteArray(code) << QByteArray(part);
        };
        const QByteArray required = json("'use':'validate','required':['/a','/l/*/b']");
        row("absent", required, json("'l':[{'b':1}]"), "MissingField", "/a is missing");
        row("null", required, json("'a':null,'l':[{'b':1}]"), "MissingField", "/a is missing");
        row("blank", required, json("'a':' \\t','l':[{'b':1}]"), "MissingField", "/a is missing");
        row("no array", required, json("'a':1"), "MissingField", "/l/*/b is missing");
        row("empty array", required, json("'a':1,'l':[]"), "MissingField", "no elements");
        row("text for an array", required, json("'a':1,'l':'x'"), "BadType",
            "needs an array, but there is \"x\"");
        row("absent in an element", required, json("'a':1,'l':[{'b':1},{}]"), "MissingField",
            "/l/1/b is missing");
        row("element is no object", required, json("'a':1,'l':[7]"), "MissingField", "/l/0/b is missing");
        row("negative", json("'use':'validate','non_negative':['/l/*/q']"), json("'l':[{'q':-3}]"),
            "NegativeQuantity", "/l/0/q is -3");
        row("negative text", json("'use':'validate','non_negative':['/q']"), json("'q':'-0.5'"),
            "NegativeQuantity", "-0.5");
        row("no number", json("'use':'validate','non_negative':['/q']"), json("'q':'dua'"), "BadNumber",
            "\"dua\"");
        const QByteArray share = json("'use':'validate','share':['/l/*/d']");
        row("more than the whole", share, json("'l':[{'d':0},{'d':1},{'d':5}]"), "BadShare",
            "/l/2/d is 5; it must be a share from 0 to 1");
        row("hardly more than the whole", share, json("'l':[{'d':'1.0001'}]"), "BadShare", "1.0001");
        row("less than nothing", share, json("'l':[{'d':-0.05}]"), "BadShare", "-0.05");
        row("share is no number", share, json("'l':[{'d':'5 %'}]"), "BadNumber", "5 %");
        row("not whole", json("'use':'validate','whole':['/v']"), json("'v':1.5"), "BadNumber",
            "whole number, but is 1.5");
        row("twice", json("'use':'validate','unique':['/l/*/n']"), json("'l':[{'n':1},{'n':2},{'n':1}]"),
            "DuplicateValue", "1 stands twice");
        const QByteArray unit = json("'use':'normalise_unit','path':'/l/*/u','qty':'/l/*/q'");
        row("unknown unit", unit, json("'l':[{'q':1,'u':'pcs'},{'q':1,'u':'peti'}]"), "UnknownUnit",
            "\"peti\" at /l/1/u");
        row("no unit", unit, json("'l':[{'q':1}]"), "MissingField", "/l/0/u");
        row("unit is a number", unit, json("'l':[{'q':1,'u':12}]"), "UnknownUnit", "must be a text");
        row("huge quantity", unit, json("'l':[{'q':9000000000000000,'u':'ton'}]"), "Overflow", "too large");
        const QByteArray money = json("'use':'normalise_money','paths':['/p'],'currency':'/c'");
        row("no amount", money, json("'p':'Rp 5rb'"), "BadMoney", "\"Rp 5rb\" at /p cannot be read");
        row("amount is true", money, json("'p':true"), "BadMoney", "true");
        row("negative amount", money, json("'p':-5"), "BadMoney", "is negative");
        row("huge amount", money, json("'p':9000000000000000"), "Overflow", "too large");
        row("other currency", money, json("'p':'Rp 5.000','c':'USD'"), "CurrencyConflict", "USD");
        row("no time", json("'use':'normalise_time','paths':['/t']"), json("'t':'kemarin sore'"), "BadTime",
            "\"kemarin sore\" at /t");
        row("time is an object", json("'use':'normalise_time','paths':['/t']"), json("'t':{}"), "BadTime",
            "an object");
        row("nothing to compute from", json("'use':'compute','set':'/t','expr':'a'"), json("'b':1"),
            "MissingField", "The field a is missing");
        row("cannot be set", json("'use':'compute','set':'/a/b','expr':'1'"), json("'a':5"), "BadType",
            "/a/b cannot be set");
        row("total too large", json("'use':'compute','set':'/t','expr':'a * a'"), json("'a':900000000000"),
            "Overflow", "/t");
        row("lookup miss", json("'use':'lookup','table':'city_province','key':'/c','set':'/p'"),
            json("'c':'Atlantis'"), "LookupMiss", "\"Atlantis\"");
        row("drop equals", json("'use':'filter','drop':{'path':'/s','equals':'draft'}"), json("'s':'draft'"),
            "Filtered", "/s");
        row("drop absent", json("'use':'filter','drop':{'path':'/s','exists':false}"), json("'s':null"),
            "Filtered", "/s");
        row("drop not in", json("'use':'filter','drop':{'path':'/s','not_in':['a']}"), json("'s':'b'"),
            "Filtered", "/s");
        row("keep less", json("'use':'filter','keep':{'path':'/n','less':2}"), json("'n':2"), "Filtered",
            "/n");
    }
    void step_refuses()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, in);
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, part);
        Engine engine(config(configOf(step)));
        const QByteArray value = "{" + kHead + "," + in + "}";
        const Output &output = engine.transform(input(value));
        QCOMPARE(bytes(output.failure.code), "pk.transform." + code);
        QCOMPARE(output.outcome, code == "Filtered" ? Outcome::Filtered : Outcome::DeadLetter);
        QVERIFY2(bytes(output.failure.message).contains(part), output.failure.message.c_str());
        QCOMPARE(output.failure.stepIndex, std::size_t{1});
        QVERIFY(step.startsWith("\"use\":\"" + bytes(output.failure.step)));
        QCOMPARE(bytes(output.eventId), QByteArray("e"));
    }

    void lookup_down_isRetriedAndThenEnriched()
    {
        const auto lookups = std::make_shared<FakeLookups>();
        Engine engine(config(configOf(json("'use':'lookup','table':'city_province','key':'/c','set':'/p'"))),
                      lookups);
        const QByteArray value = json("{'c':'Malang'}");
        QCOMPARE(engine.transform(input(value)).outcome, Outcome::Retry);
        QCOMPARE(engine.transform(input(value)).failure.code, std::string_view("pk.transform.LookupDown"));
        lookups->answer = LookupProvider::Answer::Found;
        QVERIFY(result(engine.transform(input(value))).contains(json("'p':'Jawa Timur'")));
    }

    void mask_ids_keepShapeAndStayApart()
    {
        const auto masked = [](const QByteArray &salt, const QByteArray &nim) {
            Engine engine(config(
                configOf(json("'use':'mask','ids':['/nim'],'salt':'") + salt + "\"", {}, "activities")));
            const QByteArray value = "{\"nim\":\"" + nim + "\"}";
            return bytes(engine.transform(input(value)).key);
        };
        const QByteArray one = masked("a", "23-1045x");
        QCOMPARE(one.size(), qsizetype{8});
        QVERIFY(one != "23-1045x" && one.at(2) == '-' && std::isdigit(one.at(0)) && std::islower(one.at(7)));
        QCOMPARE(masked("a", "23-1045x"), one);
        QVERIFY(masked("a", "23-1046x") != one);
        QVERIFY(masked("b", "23-1045x") != one);
    }

    void trace_showsEachStep_andGivesTheSameAsTransform()
    {
        Engine engine(*Config::shipped(Dataset::Orders));
        const QByteArray value = json("{'order_id':'ORD-7','customer':{'id':'M','name':' budi "
                                      "'},'status':'PAID','ordered_at':'20/11/2025 10:41',\n            "
                                      "'items':[{'sku':'A','qty':'2','unit':'lusin','price':'Rp 52.083'}]}");
        const QByteArray plain = bytes(engine.transform(input(value)).value);
        const Trace trace = engine.trace(input(value));
        QCOMPARE(trace.outcome, Outcome::Enriched);
        QCOMPARE(bytes(trace.value), plain);
        QCOMPARE(trace.steps.size(), std::size_t{9});
        QVERIFY(trace.steps[0].before.empty());
        for (std::size_t i = 1; i < trace.steps.size(); ++i)
            QCOMPARE(trace.steps[i].before, trace.steps[i - 1].after);
        QVERIFY(bytes(trace.steps[3].before).contains("\"budi\"")
                && bytes(trace.steps[3].after).contains("\"Budi\""));
        QCOMPARE(bytes(engine.transform(input(value)).value), plain);
    }

    void trace_failure_endsAtItsStep()
    {
        Engine engine(*Config::shipped(Dataset::Orders));
        const QByteArray value = json("{'order_id':'ORD-7'}");
        const Trace trace = engine.trace(input(value));
        QCOMPARE(trace.outcome, Outcome::DeadLetter);
        QCOMPARE(trace.steps.size(), std::size_t{2});
        QVERIFY(trace.steps[1].after.empty() && trace.value.empty());
        QCOMPARE(trace.failure.step, std::string_view("validate"));
    }
};

PK_TEST(TransformStepsTest)
#include "tst_transform_steps.moc"
