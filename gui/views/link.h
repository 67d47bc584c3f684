#pragma once

// A name of something that can be opened: every page, the inspector and the canvas speak of records,
// partitions, groups and rows by it, so that whatever names another thing can lead there.
//
// Thread: value type.

#include <QMetaType>
#include <QString>

namespace pk::gui {

struct Link
{
    enum class Kind {
        None,
        Record, ///< name: topic; partition, offset
        Partition, ///< name: topic; partition
        Topic, ///< name
        Stage, ///< name: "source", "transform", "warehouse"
        Group, ///< name
        Member, ///< name: group; key: member ("load-0")
        Table, ///< name
        Row, ///< name: table; key: primary key as text
    };

    Kind kind = Kind::None;
    QString name;
    int partition = -1;
    qint64 offset = -1;
    QString key;

    static Link record(const QString &topic, int partition, qint64 offset);
    static Link of(Kind kind, const QString &name, const QString &key = {});
    static Link partitionOf(const QString &topic, int partition);

    bool operator==(const Link &) const = default;
};

/// "record:raw_orders/0/42", "row:fact_orders/ORD-1": for KeyValueRows and rich text.
QString toString(const Link &link);
/// Kind::None for a text that is none.
Link linkFromString(const QString &text);

} // namespace pk::gui

Q_DECLARE_METATYPE(pk::gui::Link)
