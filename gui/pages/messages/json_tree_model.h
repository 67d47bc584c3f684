#pragma once

// A JSON value as a tree, in the order and with the spelling in which it was written. A value that is no
// JSON, or has too many members to be of use as a tree, gives an empty model that says why.
//
// Thread: GUI thread.

#include <QAbstractItemModel>

#include <memory>
#include <string>
#include <vector>

namespace pk::gui {

class JsonTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Outcome { Shown, NotJson, TooLarge };
    enum class Kind { Object, Array, String, Number, Literal };
    enum Role { KeyRole = Qt::UserRole, ValueRole, KindRole };
    static constexpr std::size_t kMostNodes = 20'000;

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    Outcome setJson(std::string json);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Node;
    Outcome build();
    const Node *nodeOf(const QModelIndex &index) const;

    std::string m_json;
    std::unique_ptr<Node> m_root; // its children are the rows
};

} // namespace pk::gui
