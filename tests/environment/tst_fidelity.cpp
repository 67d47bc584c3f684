#include "environment/fidelity.h"

#include <QtTest>

using namespace pk::environment;

/// What is real, emulated or absent in each environment.
class TestFidelity : public QObject
{
    Q_OBJECT

    static Fidelity stateOf(std::string_view id, std::string_view environment)
    {
        for (const FidelityFact &fact : fidelityOf(environment)) {
            if (fact.id == id)
                return fact.state;
        }
        qFatal("no such fact");
    }

private Q_SLOTS:
    void environments_speakOfTheSameThings()
    {
        const auto facts = fidelityOf("embedded");
        QVERIFY(facts.size() > 8);
        for (const std::string_view environment : {"embedded", "local", "custom"}) {
            const auto others = fidelityOf(environment);
            QCOMPARE(others.size(), facts.size());
            for (std::size_t i = 0; i < facts.size(); ++i) {
                QVERIFY(others[i].id == facts[i].id);
                QCOMPARE(others[i].what, facts[i].what);
                QVERIFY(others[i].how.endsWith(u'.'));
            }
        }
    }

    void transactions_needARealKafka()
    {
        QVERIFY(stateOf("transactions", "embedded") == Fidelity::Absent);
        QVERIFY(stateOf("transactions", "local") == Fidelity::Real);
        QVERIFY(stateOf("transactions", "custom") == Fidelity::Real);
        QVERIFY(stateOf("broker-outage", "embedded") == Fidelity::Emulated);
        QVERIFY(stateOf("broker-outage", "custom") == Fidelity::Absent);
    }

    void changeCapture_isRealWhereMaxwellCanWrite()
    {
        QVERIFY(stateOf("change-capture", "embedded") == Fidelity::Emulated);
        QVERIFY(stateOf("change-capture", "local") == Fidelity::Real);
        QVERIFY(stateOf("change-capture", "custom") == Fidelity::Real);
    }
};

PK_TEST(TestFidelity)
#include "tst_fidelity.moc"
