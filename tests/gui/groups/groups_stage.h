#pragma once

// The Groups page on a session that begins, and what one does there.

#include "bridge/text.h"
#include "controller_fixture.h"
#include "pages/groups/groups_page.h"
#include "pages/groups/member_card.h"
#include "pages/groups/partition_model.h"
#include "views/pill.h"
#include "views/sparkline.h"

#include <QAbstractButton>
#include <QPushButton>

namespace pk::test {

inline constexpr char kTopic[] = "enriched_orders";

inline QStringList all(const char *member)
{
    return QStringList(3, QLatin1String(member));
}

/// As the page's own sheet of commands suggests to add one; the shell becomes that program.
inline QString commandOfAnotherMember(const Controller &controller)
{
    QString command =
        addMemberText(controller.commandTarget(), StageKind::Load, toQString(kLoaderGroup)).front().command;
    return command.replace(QStringLiteral("pelatihan-kafka "),
                           QStringLiteral("exec ") + shellQuoted(programPath()) + QLatin1Char(' '));
}

/// A page on a session that begins.
struct Stage
{
    explicit Stage(std::function<void(SessionOptions &)> change = {})
        : bed(std::move(change))
        , page(*bed.controller)
    {
        page.resize(1536, 900);
        page.show();
        bed.controller->start();
    }
    const PartitionModel &partitions() const { return *page.findChild<PartitionModel *>(); }
    QString cell(int row, int column) const { return partitions().index(row, column).data().toString(); }
    QStringList owners() const
    {
        QStringList owners;
        for (int row = 0; row + 1 < partitions().rowCount(); ++row)
            owners << cell(row, PartitionModel::Member);
        return owners;
    }
    MemberCard *card(const char *name) const
    {
        for (MemberCard *card : page.findChildren<MemberCard *>()) {
            if (card->isVisible() && card->name() == QLatin1String(name))
                return card;
        }
        return nullptr;
    }
    QString stateOf(const char *name) const
    {
        MemberCard *member = card(name);
        return member != nullptr ? member->findChild<Pill *>()->text() : QString();
    }
    /// Where the figures stand in a member's card.
    int lineOf(const char *name) const { return card(name)->findChild<Sparkline *>()->y(); }
    void click(const QWidget *in, const char *button) const
    {
        QAbstractButton *found = nullptr;
        for (QAbstractButton *each : in->findChildren<QAbstractButton *>(QLatin1String(button))) {
            if (each->isVisible() && found == nullptr)
                found = each;
        }
        QVERIFY2(found != nullptr && found->isEnabled(), button);
        QTest::mouseClick(found, Qt::LeftButton);
    }
    QPushButton *applyButton() const { return page.findChild<QPushButton *>(QStringLiteral("applyReset")); }

    Bed bed;
    GroupsPage page;
};

} // namespace pk::test
