#include "environment/fidelity.h"

#include <QtTest>

using namespace pk::environment;

/// What is real, emulated or absent in each environment.
class TestFidelity : public QObject
{
    Q_OBJECT

    static FidelityFact factOf(std::string_view id, const FidelityPlace &place)
    {
        for (const FidelityFact &fact : fidelityOf(place)) {
            if (fact.id == id)
                return fact;
        }
        qFatal("no such fact");
    }
    static Fidelity stateOf(std::string_view id, std::string_view environment)
    {
        return factOf(id, {environment}).state;
    }
    static FidelityPlace inWindow(std::string_view environment) { return {environment, true}; }

private Q_SLOTS:
    void environments_speakOfTheSameThings()
    {
        const auto facts = fidelityOf("embedded");
        QVERIFY(facts.size() > 8);
        for (const FidelityPlace &place :
             {FidelityPlace{"local"}, FidelityPlace{"compose"}, FidelityPlace{"custom"}, inWindow("local"),
              inWindow("compose"), inWindow("profile"), FidelityPlace{"kampus"}}) {
            const auto others = fidelityOf(place);
            QCOMPARE(others.size(), facts.size());
            for (std::size_t i = 0; i < facts.size(); ++i) {
                QVERIFY(others[i].id == facts[i].id);
                QCOMPARE(others[i].what, facts[i].what);
                QVERIFY(others[i].how.endsWith(u'.') || others[i].how.endsWith(u'…'));
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

    void topics_haveSettingsOnARealKafka()
    {
        QVERIFY(stateOf("topics", "embedded") == Fidelity::Emulated);
        for (const char *environment : {"local", "compose", "custom"})
            QVERIFY(stateOf("topics", environment) == Fidelity::Real);
    }

    void changeCapture_isRealWhereMaxwellCanWrite()
    {
        QVERIFY(stateOf("change-capture", "embedded") == Fidelity::Emulated);
        QVERIFY(stateOf("change-capture", "local") == Fidelity::Real);
        QVERIFY(stateOf("change-capture", "custom") == Fidelity::Real);
        QVERIFY(stateOf("change-capture", "compose") == Fidelity::Real);
        // `run` refuses it where there may be a login.
        QVERIFY(stateOf("change-capture", "profile") == Fidelity::Emulated);
        QVERIFY(stateOf("change-capture", "kampus") == Fidelity::Emulated);
    }

    void theWindow_emulatesMaxwell_unlessItsSourceIsCapturedByTheRealOne()
    {
        for (const std::string_view environment : {"embedded", "local", "profile"})
            QVERIFY(factOf("change-capture", inWindow(environment)).state == Fidelity::Emulated);
        QVERIFY(factOf("change-capture", inWindow("local")).how.contains(QStringLiteral("CDC \u2026")));
        const FidelityPlace captured{"local", true, true, true};
        QVERIFY(factOf("change-capture", captured).state == Fidelity::Real);
    }

    void compose_hasAMaxwellOfItsOwn_andNoEmulation()
    {
        for (const bool captured : {false, true}) {
            const FidelityFact fact = factOf("change-capture", {"compose", true, false, captured});
            QVERIFY(fact.state == Fidelity::Real && fact.how.contains(QStringLiteral("container")));
        }
        const QString how = factOf("change-capture", {"compose"}).how;
        QVERIFY(!how.contains(QStringLiteral("emulation")) && !how.contains(QStringLiteral("SQLite")));
    }

    void brokersOfSomebodyElse_areNotEnded()
    {
        QVERIFY(stateOf("broker-outage", "local") == Fidelity::Real);
        QVERIFY(factOf("broker-outage", {"local", true, false}).state == Fidelity::Absent);
        QVERIFY(factOf("broker-outage", {"local", true, true}).state == Fidelity::Real);
        QVERIFY(stateOf("broker-outage", "compose") == Fidelity::Absent);
    }

    void compose_isOneMachineWithOneBroker()
    {
        QVERIFY(stateOf("machines", "compose") == Fidelity::Emulated);
        QVERIFY(factOf("machines", {"compose"}).how.contains(QStringLiteral("containers")));
    }
};

PK_TEST(TestFidelity)
#include "tst_fidelity.moc"
