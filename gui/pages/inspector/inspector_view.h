#pragma once

// What the inspector shows for one kind of thing: sections below each other. The panel around it shows its
// head, its state and its actions.
//
// Thread: GUI thread. Ownership: controller and lookup outlive it.

#include "pages/inspector/section.h"
#include "theme/app_style.h"
#include "views/link.h"

#include <QWidget>

#include <vector>

namespace pk::gui {

class Controller;
class LinkRows;
class NoteBox;
class RecordLookup;
struct Snapshot;

struct InspectorHead
{
    /// A name that leads to what it names.
    struct Place
    {
        QString text;
        Link link;

        bool operator==(const Place &) const = default;
    };

    QString icon;
    Accent accent;
    QString title;
    QString note; ///< beside the title: what kind of thing it is
    QString detail; ///< below, in the fixed-width font
    std::vector<Place> places = {}; ///< below instead: what it is in

    bool operator==(const InspectorHead &) const = default;
};

/// The strip below the head. Without a word it is not shown.
struct InspectorState
{
    Accent accent;
    QString icon;
    QString word;
    QString text;
    QString right;
    Token rightToken = Token::Muted;
    QString help = {}; ///< what the words mean

    bool operator==(const InspectorState &) const = default;
};

/// What went wrong last in a stage.
struct StageError
{
    enum class When {
        Lasts, ///< and is not over yet
        Over, ///< it lasted, and what it waited for has come
        Once ///< it happened, and that was all
    };
    When when = When::Once;
    QString text; ///< with its time; empty: nothing went wrong

    bool operator==(const StageError &) const = default;
};

struct InspectorAction
{
    QString id;
    QString icon;
    QString text;
    QString help;
    ButtonKind kind = ButtonKind::Plain;
    bool enabled = true;
    bool wide = false; ///< the last one may have a row of its own

    bool operator==(const InspectorAction &) const = default;
};

class InspectorView : public QWidget
{
    Q_OBJECT

public:
    InspectorView(Controller &controller, RecordLookup &lookup, QWidget *parent);

    virtual void open(const Link &link) = 0;
    /// A snapshot has come, the language has changed, or the view is shown again: everything is written anew,
    /// and what has to be read is asked for. Not called while it is hidden.
    virtual void refresh() = 0;
    virtual void act(const QString &action);

    const InspectorHead &head() const { return m_head; }
    const InspectorState &state() const { return m_state; }
    const std::vector<InspectorAction> &actions() const { return m_actions; }

Q_SIGNALS:
    void headChanged();
    void linkActivated(const pk::gui::Link &link); ///< to be shown here
    void pageRequested(const pk::gui::Link &link); ///< to be shown by the page that is for it

protected:
    void setHead(const InspectorHead &head);
    void setState(const InspectorState &state);
    void setActions(std::vector<InspectorAction> actions);
    /// "Show in Messages", alone; its id is "page".
    void setMessagesAction();
    /// Without one the note says nothing.
    static void showLastError(NoteBox *note, const StageError &error);

    Section *addSection();
    void addWidget(QWidget *widget);
    LinkRows *addLinkRows(Section *section);
    /// Null before the first.
    const Snapshot *snapshot() const;

    Controller &m_controller;
    RecordLookup &m_lookup;

private:
    InspectorHead m_head;
    InspectorState m_state;
    std::vector<InspectorAction> m_actions;
    QVBoxLayout *m_column;
};

} // namespace pk::gui
