#include "flow/accessibility.h"

#include "flow/flow_canvas.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace pk::gui {

namespace {

/// Something of the diagram. The list of records has FlowTarget::Kind::None.
class FlowItemInterface final : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    FlowItemInterface(FlowCanvas *canvas, const FlowTarget &target)
        : m_canvas(canvas)
        , m_target(target)
    {
    }

    const FlowTarget &target() const { return m_target; }
    bool isRecordList() const { return m_target.isNone(); }

    bool isValid() const override { return !m_canvas.isNull(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_canvas); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }

    QString text(QAccessible::Text kind) const override
    {
        if (!m_canvas || (kind != QAccessible::Name && kind != QAccessible::Value))
            return {};
        return isRecordList() ? recordsText() : m_canvas->describe(m_target);
    }
    void setText(QAccessible::Text, const QString &) override { }

    QRect rect() const override
    {
        if (!m_canvas)
            return {};
        const QRect inside = isRecordList() ? m_canvas->rect() : m_canvas->rectOf(m_target).toAlignedRect();
        return {m_canvas->mapToGlobal(inside.topLeft()), inside.size()};
    }

    QAccessible::Role role() const override
    {
        switch (m_target.kind) {
        case FlowTarget::Kind::None:
            return QAccessible::List;
        case FlowTarget::Kind::Node:
            return QAccessible::Grouping;
        case FlowTarget::Kind::Lane:
        case FlowTarget::Kind::Member:
        case FlowTarget::Kind::Token:
            return QAccessible::ListItem;
        case FlowTarget::Kind::Edge:
            break;
        }
        return QAccessible::Indicator;
    }

    QAccessible::State state() const override
    {
        QAccessible::State state;
        state.focusable = !isRecordList();
        state.offscreen = m_canvas && !isRecordList() && m_canvas->rectOf(m_target).isNull();
        state.focused =
            m_canvas && m_canvas->hasFocus() && m_canvas->focused().isSameAs(m_target) && !isRecordList();
        state.selected = m_canvas && m_canvas->selected().isSameAs(m_target) && !isRecordList();
        return state;
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this)
                                                    : nullptr;
    }

    QStringList actionNames() const override
    {
        return isRecordList() ? QStringList() : QStringList{pressAction()};
    }
    void doAction(const QString &name) override
    {
        if (m_canvas && !isRecordList() && name == pressAction())
            m_canvas->activate(m_target);
    }
    QStringList keyBindingsForAction(const QString &) const override { return {}; }

private:
    QString recordsText() const
    {
        constexpr qsizetype most = 20;
        QStringList records;
        int count = 0;
        for (const FocusFile &file : m_canvas->focusFiles())
            for (const FlowTarget &target : file)
                if (target.kind == FlowTarget::Kind::Token && ++count <= most)
                    records << m_canvas->describe(target);
        const QString head = (count == 1 ? QCoreApplication::translate("flow", "%1 record moving")
                                         : QCoreApplication::translate("flow", "%1 records moving"))
                                 .arg(count);
        return records.isEmpty() ? head : head + QStringLiteral(": ") + records.join(QStringLiteral("; "));
    }

    QPointer<FlowCanvas> m_canvas;
    FlowTarget m_target;
};

class FlowCanvasInterface final : public QAccessibleWidget
{
public:
    explicit FlowCanvasInterface(FlowCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::Canvas, QCoreApplication::translate("flow", "Data flow"))
        , m_canvas(canvas)
    {
    }

    ~FlowCanvasInterface() override
    {
        for (const Child &child : m_children)
            QAccessible::deleteAccessibleInterface(child.id);
    }

    int childCount() const override { return static_cast<int>(targets().size()); }

    QAccessibleInterface *child(int index) const override
    {
        const std::vector<FlowTarget> now = targets();
        if (index < 0 || index >= static_cast<int>(now.size()))
            return nullptr;
        const FlowTarget &wanted = now[static_cast<std::size_t>(index)];
        const auto known = std::find_if(m_children.begin(), m_children.end(), [&](const Child &child) {
            return child.item->target().isSameAs(wanted);
        });
        if (known != m_children.end())
            return known->item;
        forgetVanished(now);
        auto *item = new FlowItemInterface(m_canvas, wanted); // the registry owns it
        m_children.push_back({QAccessible::registerAccessibleInterface(item), item});
        return item;
    }

    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto known = std::find_if(m_children.begin(), m_children.end(),
                                        [&](const Child &c) { return c.item == child; });
        if (known == m_children.end())
            return -1;
        const std::vector<FlowTarget> now = targets();
        const auto at = std::find_if(now.begin(), now.end(), [&](const FlowTarget &target) {
            return target.isSameAs(known->item->target());
        });
        return at == now.end() ? -1 : static_cast<int>(at - now.begin());
    }

    QAccessibleInterface *childAt(int x, int y) const override
    {
        const FlowTarget hit = m_canvas->targetAt(m_canvas->mapFromGlobal(QPoint(x, y)));
        const std::vector<FlowTarget> now = targets();
        for (std::size_t i = 0; i < now.size(); ++i)
            if (!hit.isNone() && now[i].isSameAs(hit))
                return child(static_cast<int>(i));
        return nullptr;
    }

    QAccessibleInterface *focusChild() const override
    {
        const std::vector<FlowTarget> now = targets();
        for (std::size_t i = 0; i < now.size(); ++i)
            if (!now[i].isNone() && now[i].isSameAs(m_canvas->focused()))
                return child(static_cast<int>(i));
        return nullptr;
    }

private:
    struct Child
    {
        QAccessible::Id id = 0;
        FlowItemInterface *item = nullptr;
    };

    void forgetVanished(const std::vector<FlowTarget> &now) const
    {
        const auto vanished =
            std::stable_partition(m_children.begin(), m_children.end(), [&](const Child &child) {
                return std::any_of(now.begin(), now.end(), [&](const FlowTarget &target) {
                    return target.isSameAs(child.item->target());
                });
            });
        for (auto it = vanished; it != m_children.end(); ++it)
            QAccessible::deleteAccessibleInterface(it->id);
        m_children.erase(vanished, m_children.end());
    }

    /// All that stands still, in the order of the arrow keys, and last the list of what moves.
    std::vector<FlowTarget> targets() const
    {
        std::vector<FlowTarget> all;
        for (const FocusFile &file : m_canvas->focusFiles())
            std::copy_if(file.begin(), file.end(), std::back_inserter(all),
                         [](const FlowTarget &target) { return target.kind != FlowTarget::Kind::Token; });
        all.emplace_back();
        return all;
    }

    FlowCanvas *m_canvas;
    mutable std::vector<Child> m_children; ///< made when asked for, kept so that ids stay
};

QAccessibleInterface *flowInterface(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<FlowCanvas *>(object);
    return canvas ? new FlowCanvasInterface(canvas) : nullptr;
}

} // namespace

void installFlowAccessibility()
{
    QAccessible::removeFactory(flowInterface);
    QAccessible::installFactory(flowInterface);
}

} // namespace pk::gui
