// The page at all sizes, scales, languages and schemes, on a running pipeline: every text fits.

#include "../support/fit_matrix.h"
#include "controller_fixture.h"
#include "pages/groups/groups_page.h"
#include "pages/groups/member_cards.h"
#include "theme/install.h"
#include "translations.h"
#include "views/segmented_control.h"
#include "views/text_fit.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

using namespace pk;
using namespace pk::test;

class TestGroupsFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installTheme(*qApp);
        Theme::instance().setReducedMotion(true);
        m_bed = std::make_unique<Bed>([](SessionOptions &o) {
            o.ratePerSecond = 120;
            o.loadMembers = 3;
            o.staticAssignment = false;
        });
        m_bed->controller->start();
        QTRY_VERIFY(m_bed->isJoined() && m_bed->loaded() > 100);
        // A past worth looking at: a crash with its gap, and a partition that is late.
        m_bed->controller->crashMember(QStringLiteral("load-1"));
        QTRY_VERIFY(m_bed->statusOf("load-1") == pipeline::StageStatus::Crashed);
        QTRY_VERIFY(m_bed->statusOf("load-1") == pipeline::StageStatus::Running);
        const auto rebalances = [this] {
            const auto &courses = m_bed->controller->snapshot()->courses;
            const auto found = courses->find(kLoaderGroup);
            return found->second.isRebalancing() ? 0 : found->second.rebalances.back().number;
        };
        QTRY_VERIFY(rebalances() >= 2);
        m_bed->controller->holdMember(QStringLiteral("load-2"), true);
        QTRY_VERIFY(m_bed->controller->snapshot()->state.lag(kLoaderGroup) > 300);
    }
    void cleanupTestCase() { VERIFY_CLEAN_END(*m_bed); }

    void texts_fit_data() { addFitRows(); }
    void texts_fit()
    {
        const QSize window = takeFitRow();
        GroupsPage page(*m_bed->controller);
        page.setAutoFillBackground(true);
        page.resize(contentOf(window));
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        QVERIFY(m_bed->waitForFreshSnapshot());
        check(page, "loader");

        auto *reset = page.findChild<QPushButton *>(QStringLiteral("resetOffsets"));
        reset->click();
        for (const char *target : {"time", "shift"}) {
            auto *control = page.findChild<QAbstractButton *>(QLatin1String(target));
            control->click();
            auto *apply = page.findChild<QPushButton *>(QStringLiteral("applyReset"));
            QTRY_VERIFY(apply->isEnabled());
            check(page, target);
        }
        page.findChild<QAbstractButton *>(QStringLiteral("offset"))->click();
        page.findChild<QLineEdit *>(QStringLiteral("resetOffset"))->setText(QStringLiteral("900000"));
        QTRY_VERIFY(page.findChild<QWidget *>(QStringLiteral("outsideLog"))->isVisible());
        check(page, "outside");
        page.open(Link::of(Link::Kind::Group, QStringLiteral("kampus-transform")));
        page.findChild<QAbstractButton *>(QStringLiteral("list"))->click();
        page.findChild<QAbstractButton *>(QStringLiteral("showCommands"))->click();
        QCoreApplication::processEvents();
        check(page, "commands");
    }

    void membersOfAnotherProgram_data() { addFitRows(); }
    void membersOfAnotherProgram()
    {
        const QSize window = takeFitRow();
        const std::vector<TopicPartition> many{{"orders", 0}, {"orders", 1}, {"orders", 2}, {"orders", 30}};
        GroupFacts facts;
        facts.isOurs = true;
        facts.members.resize(2);
        for (MemberFacts &member : facts.members) {
            member.status.name = "transform-10";
            member.reported = {"transform-10-e8", "transform-10", "/192.168.100.200", {}};
            member.partitions = many;
        }
        facts.others = {
            {{"kcat-c3", "a-client-with-a-long-name", "/192.168.100.200", {}}, many, 12'345, true},
            {{"kcat-c4", "kcat", "/10.0.0.9", {}}, {}, 0, true}};
        MemberCards cards;
        cards.setAutoFillBackground(true);
        cards.resize(contentOf(window).width(), 10);
        cards.setGroup(facts, 0);
        cards.show();
        QVERIFY(QTest::qWaitForWindowExposed(&cards));
        check(cards, "others");
    }

    void nothingRuns_isSaidInWords()
    {
        Theme::instance().setScale(1);
        Bed idle;
        GroupsPage page(*idle.controller);
        page.setAutoFillBackground(true);
        page.resize(contentOf({1280, 800}));
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        check(page, "empty");
    }

private:
    void check(QWidget &page, const char *name)
    {
        QCoreApplication::processEvents();
        // Figures that came last are laid out, one level of widgets after the other.
        for (int level = 0; level < 8; ++level)
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        const QString folder = qEnvironmentVariable("PK_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder)) {
            page.grab().save(QStringLiteral("%1/%2-%3.png")
                                 .arg(folder, QLatin1String(QTest::currentDataTag()), QLatin1String(name)));
        }
        const std::vector<TextFault> faults = textFaults(&page);
        if (!faults.empty())
            QTest::qFail(qPrintable(QLatin1String(name) + QLatin1String(":\n") + describe(faults)), __FILE__,
                         __LINE__);
    }

    std::unique_ptr<Bed> m_bed;
};

PK_WINDOW_TEST(TestGroupsFit)
#include "tst_groups_fit.moc"
