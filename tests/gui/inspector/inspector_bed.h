#pragma once

// An inspector beside a running pipeline, with links to one of everything.

#include "bridge/record_lookup.h"
#include "bridge/text.h"
#include "controller_fixture.h"
#include "pages/inspector/inspector_panel.h"
#include "pages/inspector/link_rows.h"
#include "pages/inspector/record_view.h"

#include <QAbstractButton>
#include <QDir>
#include <QLabel>

namespace pk::test {

class InspectorBed : public Bed
{
public:
    using Bed::Bed;

    /// Runs until there is a stored record and a dead letter of every kind of link.
    bool start()
    {
        controller->start();
        if (!QTest::qWaitFor([this] { return loaded() >= 20; }, pk::test::kPatienceMs))
            return false;
        RecordLookup lookup(*controller);
        RecordStoryPtr story;
        QObject::connect(&lookup, &RecordLookup::recordTold, &lookup,
                         [&](const RecordStoryPtr &told) { story = told; });
        const auto tell = [&](const Position &at) {
            story.reset();
            lookup.findRecord(at);
            return QTest::qWaitFor([&] { return story != nullptr; }, pk::test::kPatienceMs);
        };
        const auto findStored = [&] { // its commits come a moment later
            for (std::int64_t offset = 0; offset < 10 && stored.kind == Link::Kind::None; ++offset) {
                if (tell({"raw_orders", 0, offset}) && story->row && story->isComplete()
                    && story->audit.front().action == "insert") {
                    stored = Link::record(QStringLiteral("raw_orders"), 0, offset);
                    row = Link::of(Link::Kind::Row, toQString(story->row->table), toQString(story->row->key));
                }
            }
            return stored.kind != Link::Kind::None;
        };
        if (!QTest::qWaitFor(findStored, kPatienceMs))
            return false;
        QSignalSpy produced(controller.get(), &Controller::produced);
        HandMade message;
        message.topic = "raw_orders";
        message.key = "ORD-00000007";
        message.headers = {{"correlation_id", "018c-poison"}, {"source", "kcat"}};
        message.value =
            R"({"event_id":"018c","order_id":"ORD-00000007","version":1,"customer":{"id":"MHS-1"},)"
            R"("status":"PAID","ordered_at":"2025-01-06","items":[{"line":1,"sku":"ATK-017",)"
            R"("qty":"2","unit":"karung","price":"Rp 52.083"}]})";
        controller->produceRecord(message);
        if (!QTest::qWaitFor([&] { return produced.count() > 0; }, pk::test::kPatienceMs))
            return false;
        poison = Link::record(produced[0][0].toString(), produced[0][1].toInt(), produced[0][2].toLongLong());
        return QTest::qWaitFor(
            [&] {
                return tell({poison.name.toStdString(), poison.partition, poison.offset})
                    && story->isComplete();
            },
            kPatienceMs);
    }

    std::vector<std::pair<QString, Link>> links() const
    {
        const QString raw = QStringLiteral("raw_orders");
        const QString group = toQString(run().loaderGroup);
        return {{QStringLiteral("record"), stored},
                {QStringLiteral("poison"), poison},
                {QStringLiteral("partition"), Link::partitionOf(raw, 1)},
                {QStringLiteral("topic"), Link::of(Link::Kind::Topic, raw)},
                {QStringLiteral("source"), Link::of(Link::Kind::Stage, QStringLiteral("source"))},
                {QStringLiteral("transform"), Link::of(Link::Kind::Stage, QStringLiteral("transform"))},
                {QStringLiteral("bridge"), Link::of(Link::Kind::Stage, QStringLiteral("bridge"))},
                {QStringLiteral("warehouse"), Link::of(Link::Kind::Stage, QStringLiteral("warehouse"))},
                {QStringLiteral("group"), Link::of(Link::Kind::Group, group)},
                {QStringLiteral("member"), Link::of(Link::Kind::Member, group, QStringLiteral("load-0"))},
                {QStringLiteral("table"), Link::of(Link::Kind::Table, QStringLiteral("fact_orders"))},
                {QStringLiteral("row"), row}};
    }

    Link stored;
    Link poison;
    Link row;
};

/// The first visible line with these words; null when there is none.
inline QAbstractButton *lineWith(const InspectorPanel &panel, const QString &text)
{
    for (const LinkRows *rows : panel.findChildren<LinkRows *>()) {
        if (!rows->isVisible())
            continue;
        for (QAbstractButton *line : rows->findChildren<QAbstractButton *>()) {
            if (line->text().contains(text))
                return line;
        }
    }
    return nullptr;
}

/// The first visible button with just this text: a name that is none of the lines.
inline QAbstractButton *nameOf(const InspectorPanel &panel, const QString &text)
{
    const auto buttons = panel.findChildren<QAbstractButton *>();
    const auto found = std::find_if(buttons.begin(), buttons.end(), [&](const QAbstractButton *button) {
        return button->isVisible() && button->isEnabled() && button->text() == text;
    });
    return found != buttons.end() ? *found : nullptr;
}

/// Into the folder that PK_PICTURES names, if it does.
inline void takePicture(InspectorPanel &panel, const QString &name)
{
    const QString folder = qEnvironmentVariable("PK_PICTURES");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        panel.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

/// Whether everything asked for has come.
inline bool isSettled(const InspectorPanel &panel)
{
    if (const auto *record = panel.findChild<RecordView *>(); record && record->isVisible())
        return record->story() != nullptr;
    const auto labels = panel.findChildren<QLabel *>();
    return std::none_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().endsWith(QChar(0x2026));
    });
}

} // namespace pk::test
