#include "extract/campus.h"

#include "base/pcg32.h"
#include "extract/json_fields.h"
#include "extract/text_format.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace pk::extract {

namespace {

constexpr int kStudentsPerYear = 720;
constexpr int kFirstYear = 21;
constexpr int kLastYear = 25;
constexpr int kLecturers = 400;

struct NameGroup
{
    std::uint32_t weight = 0;
    std::vector<std::string> first;
    std::vector<std::string> last;
};

struct Faculty
{
    std::string name;
    std::vector<std::string> programs;
};

/// What people are made of; needed only while loading.
struct PeopleData
{
    std::vector<NameGroup> groups;
    std::vector<std::string> cities;
    std::vector<Faculty> faculties;
    std::string studentDomain;
    std::string staffDomain;
};

/// Parses one file and hands its fields to `read`; the first problem becomes the error.
template <typename Read> Result<void> readFile(const QString &folder, const QString &name, Read read)
{
    const QString path = folder + QLatin1Char('/') + name;
    const Result<QJsonObject> object = readJsonObject(path);
    if (!object)
        return object.error();
    JsonProblems problems(path);
    const JsonFields top(*object, QString(), problems);
    top.integer("version", 1, 1);
    read(top);
    if (problems.first())
        return *problems.first();
    return {};
}

std::string jsonText(std::string_view text)
{
    std::string escaped;
    appendJsonText(escaped, text);
    return escaped;
}

std::vector<std::string> jsonTexts(const JsonFields &fields, const char *key)
{
    std::vector<std::string> list = fields.texts(key);
    std::transform(list.begin(), list.end(), list.begin(), jsonText);
    return list;
}

void readPeople(const JsonFields &top, PeopleData &data)
{
    top.allowOnly({"version", "groups"});
    for (const JsonFields &group : top.objects("groups")) {
        group.allowOnly({"region", "weight", "first_names", "last_names"});
        group.text("region");
        data.groups.push_back({static_cast<std::uint32_t>(group.integer("weight", 1, 1000)),
                               jsonTexts(group, "first_names"), jsonTexts(group, "last_names")});
    }
}

void readCampus(const JsonFields &top, PeopleData &data, Campus &campus)
{
    top.allowOnly({"version", "student_domain", "staff_domain", "cities", "faculties", "channels"});
    data.studentDomain = jsonText(top.text("student_domain"));
    data.staffDomain = jsonText(top.text("staff_domain"));
    data.cities = jsonTexts(top, "cities");
    campus.channels = jsonTexts(top, "channels");
    for (const JsonFields &faculty : top.objects("faculties")) {
        faculty.allowOnly({"name", "programs"});
        data.faculties.push_back({jsonText(faculty.text("name")), jsonTexts(faculty, "programs")});
    }
}

/// A size is a whole number or, so that no digit is lost, a decimal text such as "0.001".
std::int64_t packSizeE3(const JsonFields &pack)
{
    if (pack.value("size").isDouble())
        return 1000 * pack.integer("size", 1, 1'000'000);
    if (pack.text("size") != "0.001")
        pack.fail("size", QCoreApplication::translate("extract", "a whole number or \"0.001\""));
    return 1;
}

void readProducts(const JsonFields &top, Campus &campus)
{
    top.allowOnly({"version", "packs", "unknown_units", "rupiah_per_dollar", "products"});
    campus.unknownUnits = jsonTexts(top, "unknown_units");
    const std::int64_t rate = top.integer("rupiah_per_dollar", 1, 1'000'000);
    for (const JsonFields &pack : top.objects("packs")) {
        pack.allowOnly({"unit", "of", "size"});
        campus.packs.push_back({jsonText(pack.text("unit")), jsonText(pack.text("of")), packSizeE3(pack)});
    }
    for (const JsonFields &fields : top.objects("products")) {
        fields.allowOnly({"sku", "name", "price", "unit", "pack"});
        Product product;
        product.sku = jsonText(fields.text("sku"));
        product.name = jsonText(fields.text("name"));
        product.unit = jsonText(fields.text("unit"));
        product.rupiah = fields.integer("price", 1, 1'000'000'000);
        product.dollarDimes = std::max<std::int64_t>(1, product.rupiah * 10 / rate);
        product.skuNameJson = "\"sku\":\"" + product.sku + "\",\"name\":\"" + product.name + "\"";
        const std::string wanted = jsonText(fields.text("pack"));
        const auto pack = std::find_if(campus.packs.begin(), campus.packs.end(), [&](const Pack &candidate) {
            return candidate.unit == wanted && candidate.of == product.unit;
        });
        if (pack == campus.packs.end())
            fields.fail(
                "pack",
                QCoreApplication::translate("extract", "one of /packs that consists of the product's unit"));
        product.pack = static_cast<std::size_t>(pack - campus.packs.begin());
        campus.products.push_back(std::move(product));
    }
}

void readActivities(const JsonFields &top, Campus &campus)
{
    top.allowOnly({"version", "levels", "ranks", "kinds"});
    campus.levels = jsonTexts(top, "levels");
    campus.ranks = jsonTexts(top, "ranks");
    for (const JsonFields &fields : top.objects("kinds")) {
        fields.allowOnly({"kind", "weight", "titles", "sks"});
        ActivityKind kind{jsonText(fields.text("kind")),
                          static_cast<std::uint32_t>(fields.integer("weight", 1, 1000)),
                          jsonTexts(fields, "titles"),
                          {}};
        if (fields.has("sks")) {
            const QJsonArray sks = fields.value("sks").toArray();
            for (const QJsonValue &value : sks)
                kind.sks.push_back(value.toInt());
            if (kind.sks.empty() || *std::min_element(kind.sks.begin(), kind.sks.end()) < 1)
                fields.fail("sks",
                            QCoreApplication::translate("extract", "a list of whole numbers above zero"));
        }
        campus.activityWeight += kind.weight;
        campus.activities.push_back(std::move(kind));
    }
}

const NameGroup &pickGroup(const std::vector<NameGroup> &groups, Pcg32 &random)
{
    std::uint32_t total = 0;
    for (const NameGroup &group : groups)
        total += group.weight;
    std::uint32_t at = random.below(total);
    for (const NameGroup &group : groups) {
        if (at < group.weight)
            return group;
        at -= group.weight;
    }
    return groups.back();
}

/// "Ni Luh", "Ariani" is ni.luh.ariani; a number follows when somebody has that address already.
std::string address(const std::string &name, const std::string &domain,
                    std::unordered_set<std::string> &taken)
{
    std::string local;
    for (const char c : name)
        local.push_back(c == ' ' ? '.' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    std::string email = local + '@' + domain;
    for (int number = 2; !taken.insert(email).second; ++number)
        email = local + std::to_string(number) + '@' + domain;
    return email;
}

Person makePerson(const PeopleData &data, bool student, const std::string &number, Pcg32 &random,
                  std::unordered_set<std::string> &taken)
{
    const NameGroup &group = pickGroup(data.groups, random);
    Person person;
    person.name = random.pick(group.first);
    person.name += ' ';
    person.name += random.pick(group.last);
    person.id = (student ? "MHS-" : "DSN-") + number;
    person.email = address(person.name, student ? data.studentDomain : data.staffDomain, taken);
    person.city = random.pick(data.cities);
    const Faculty &faculty = random.pick(data.faculties);
    person.faculty = faculty.name;
    person.program = random.pick(faculty.programs);
    person.customerJson = "{\"id\":\"" + person.id + "\",\"name\":\"" + person.name + "\",\"email\":\""
        + person.email + "\",\"city\":\"" + person.city + "\"}";
    if (student) {
        person.nim = number;
        person.studentJson = "\"nim\":\"" + number + "\",\"name\":\"" + person.name + "\",\"program\":\""
            + person.program + "\",\"faculty\":\"" + person.faculty + "\"";
    }
    return person;
}

void makePeople(const PeopleData &data, Campus &campus)
{
    constexpr std::uint64_t fixedSeed = 2025; // not the run's: people stay who they are
    Pcg32 random(fixedSeed);
    std::unordered_set<std::string> taken;
    for (int year = kFirstYear; year <= kLastYear; ++year) {
        for (int number = 1; number <= kStudentsPerYear; ++number)
            campus.students.push_back(
                makePerson(data, true, std::to_string(year * 10'000 + 1000 + number), random, taken));
    }
    for (int number = 1; number <= kLecturers; ++number) {
        std::string digits;
        appendPadded(digits, number, 4);
        campus.lecturers.push_back(makePerson(data, false, digits, random, taken));
    }
}

} // namespace

Result<std::shared_ptr<const Campus>> Campus::load(const QString &folder)
{
    auto campus = std::make_shared<Campus>();
    PeopleData data;
    const Result<void> steps[] = {readFile(folder, QStringLiteral("people.json"),
                                           [&](const JsonFields &top) { readPeople(top, data); }),
                                  readFile(folder, QStringLiteral("campus.json"),
                                           [&](const JsonFields &top) { readCampus(top, data, *campus); }),
                                  readFile(folder, QStringLiteral("products.json"),
                                           [&](const JsonFields &top) { readProducts(top, *campus); }),
                                  readFile(folder, QStringLiteral("activities.json"),
                                           [&](const JsonFields &top) { readActivities(top, *campus); })};
    for (const Result<void> &step : steps) {
        if (!step)
            return step.error();
    }
    makePeople(data, *campus);
    return std::shared_ptr<const Campus>(std::move(campus));
}

Result<std::shared_ptr<const Campus>> Campus::shipped()
{
    return load(QStringLiteral(":/pk/extract"));
}

} // namespace pk::extract
