#pragma once

// Paints the cells of the message table: fixed-width figures, the key after its shape, the value from near
// the place where the filter matches.
//
// Thread: GUI thread.

#include "bridge/text_match.h"
#include "pages/messages/message_model.h"
#include "theme/theme.h"
#include "views/mono_text.h"

#include <QStyledItemDelegate>

namespace pk::gui {

class MessageDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit MessageDelegate(MessageModel &model, QObject *parent = nullptr);

    /// The parts of key and value that are marked.
    void setMatches(const QString &key, const QString &value);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    void paintKey(QPainter &painter, const QRect &rect, const FullMessage &message, bool selected) const;
    void paintValue(QPainter &painter, const QRect &rect, const FullMessage &message, bool selected) const;
    void paintMatch(QPainter &painter, const QRect &rect, const QString &text, const QString &match,
                    Token token, bool selected) const;

    MessageModel &m_model;
    TextMatch m_valueSearch; ///< for m_valueMatch
    QString m_keyMatch;
    QString m_valueMatch;
    MonoText m_mono;
    MonoText m_small;
};

} // namespace pk::gui
