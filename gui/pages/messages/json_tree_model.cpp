#include "pages/messages/json_tree_model.h"

#include "base/json_text.h"
#include "bridge/text.h"

namespace pk::gui {

namespace {

constexpr std::size_t kDeepest = 200;

}

struct JsonTreeModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    QString key; ///< without quotes; of an element its number
    std::string_view value; ///< of the text; of a container nothing
    Kind kind = Kind::Object;
    std::vector<std::unique_ptr<Node>> children;

    Node *add(QString name, Kind of, std::string_view text)
    {
        auto child = std::make_unique<Node>();
        child->parent = this;
        child->row = static_cast<int>(children.size());
        child->key = kind == Kind::Array ? QString::number(child->row) : std::move(name);
        child->kind = of;
        child->value = text;
        children.push_back(std::move(child));
        return children.back().get();
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

JsonTreeModel::~JsonTreeModel() = default;

JsonTreeModel::Outcome JsonTreeModel::setJson(std::string json)
{
    beginResetModel();
    m_json = std::move(json);
    const Outcome outcome = build();
    if (outcome != Outcome::Shown)
        m_root = std::make_unique<Node>();
    endResetModel();
    return outcome;
}

JsonTreeModel::Outcome JsonTreeModel::build()
{
    auto root = std::make_unique<Node>();
    Node *at = root.get();
    JsonTokenizer tokens(m_json);
    QString key;
    std::size_t nodes = 0;
    std::size_t depth = 0;
    for (;;) {
        const JsonToken token = tokens.next();
        const std::string_view text = std::string_view(m_json).substr(token.at, token.size);
        if (++nodes > 4 * kMostNodes || depth > kDeepest) // keys, colons and commas are tokens too
            return Outcome::TooLarge;
        switch (token.kind) {
        case JsonTokenKind::Key:
            key = toQString(text.substr(1, text.size() - 2));
            break;
        case JsonTokenKind::ObjectBegin:
        case JsonTokenKind::ArrayBegin:
            at = at->add(key, token.kind == JsonTokenKind::ObjectBegin ? Kind::Object : Kind::Array, {});
            ++depth;
            break;
        case JsonTokenKind::ObjectEnd:
        case JsonTokenKind::ArrayEnd:
            at = at->parent;
            --depth;
            break;
        case JsonTokenKind::String:
            at->add(key, Kind::String, text);
            break;
        case JsonTokenKind::Number:
            at->add(key, Kind::Number, text);
            break;
        case JsonTokenKind::Literal:
            at->add(key, Kind::Literal, text);
            break;
        case JsonTokenKind::Colon:
        case JsonTokenKind::Comma:
            break;
        case JsonTokenKind::Invalid:
            return Outcome::NotJson;
        case JsonTokenKind::End: {
            // The members of the outermost value are the rows; a value without members is the only row.
            const bool opened = root->children.size() == 1 && !root->children.front()->children.empty();
            m_root = opened ? std::move(root->children.front()) : std::move(root);
            m_root->parent = nullptr;
            return Outcome::Shown;
        }
        }
    }
}

const JsonTreeModel::Node *JsonTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<const Node *>(index.constInternalPointer()) : m_root.get();
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Node *up = nodeOf(child)->parent;
    return up && up != m_root.get() ? createIndex(up->row, 0, up) : QModelIndex();
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    const auto valueText = [&node] {
        if (node.kind == Kind::Object)
            return QStringLiteral("{%1}").arg(node.children.size());
        if (node.kind == Kind::Array)
            return QStringLiteral("[%1]").arg(node.children.size());
        return toQString(node.value);
    };
    switch (role) {
    case Qt::DisplayRole:
        return node.key.isEmpty() ? valueText() : node.key + QStringLiteral(": ") + valueText();
    case KeyRole:
        return node.key;
    case ValueRole:
        return valueText();
    case KindRole:
        return static_cast<int>(node.kind);
    default:
        return {};
    }
}

} // namespace pk::gui
