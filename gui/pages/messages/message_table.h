#pragma once

// The table of messages. Newest first it follows what is read; selecting a row or scrolling down holds it:
// the rows stay where they are, and what is newer is counted.
//
// Thread: GUI thread.

#include "pages/messages/message_delegate.h"
#include "pages/messages/message_model.h"
#include "views/whole_rows.h"

#include <QTableView>

#include <optional>

namespace pk::gui {

class MessageTable final : public WholeRows<QTableView>
{
    Q_OBJECT

public:
    explicit MessageTable(QWidget *parent = nullptr);

    MessageModel &messages() { return m_model; }
    MessageDelegate &delegate() { return m_delegate; }
    void setReader(TopicReader *reader);
    void setNewestFirst(bool newestFirst);
    /// Shows what was read meanwhile; what is looked at stays where it is.
    void synchronize();
    /// Lets the list follow again.
    void toNewest();
    bool select(const MessageRef &ref);
    void showPlace(const MessageRef &ref); ///< scrolls to the first message that is not before it
    std::optional<MessageRef> selected() const { return m_selected; }
    /// Time of the row at the top; -1 in an empty table.
    std::int64_t topTimeMs() const;

Q_SIGNALS:
    void messageSelected(const pk::gui::MessageRef &ref);
    void messageLeft(); ///< none is selected any more: the list follows again
    void orderToggled();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    std::optional<MessageRef> topRef() const;
    void fitColumns();
    void putOnTop(int row);
    void setCurrentQuietly(int row);

    MessageModel m_model;
    MessageDelegate m_delegate;
    std::optional<MessageRef> m_selected;
    bool m_dates = false; ///< there is room for them
    bool m_quiet = false; ///< the selection is only moved to where its message now is
};

} // namespace pk::gui
