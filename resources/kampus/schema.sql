-- The campus's own database, as the shop and the academic office would have it: what they typed stands in it,
-- stray spaces and "Rp 52.083" included.
--
-- Written for MySQL and MariaDB. SQLite reads it, too: there the word AUTO_INCREMENT is replaced by
-- AUTOINCREMENT, and what stands in /*! */ is a comment.
--
-- Times without a zone are WIB. Nothing cascades: MySQL does not write cascaded deletes to its binlog, and
-- change data capture would never see them.

CREATE TABLE IF NOT EXISTS students (
  nim      VARCHAR(12)  NOT NULL PRIMARY KEY,   -- 231045
  name     VARCHAR(120) NOT NULL,
  program  VARCHAR(80)  NOT NULL,
  faculty  VARCHAR(80)  NOT NULL,
  active   TINYINT      NOT NULL DEFAULT 1
) /*! ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 */;

CREATE TABLE IF NOT EXISTS orders (
  id             INTEGER      NOT NULL PRIMARY KEY AUTO_INCREMENT,
  version        INTEGER      NOT NULL DEFAULT 1,  -- one more with every change of the order or its items
  items_version  INTEGER      NOT NULL DEFAULT 1,  -- the version in which its items were written last
  item_count     INTEGER      NOT NULL DEFAULT 0,  -- how many order_items of that version there are
  order_id       VARCHAR(24)  NOT NULL UNIQUE,     -- ORD-00010482, what people call it
  customer_id    VARCHAR(24)  NOT NULL,            -- MHS-231045 or DSN-0123
  customer_name  VARCHAR(120),
  customer_email VARCHAR(120),
  customer_city  VARCHAR(80),                      -- where it is sent to
  currency       CHAR(3)      NOT NULL DEFAULT 'IDR',
  status         VARCHAR(16)  NOT NULL DEFAULT 'PENDING', -- PENDING, PAID, PACKED, DONE, CANCELLED
  channel        VARCHAR(24)  NOT NULL,
  total          DECIMAL(15,2),                    -- what the cash desk charged, in the order's currency
  note           VARCHAR(200),
  ordered_at     DATETIME     NOT NULL,
  updated_at     DATETIME(3)  NOT NULL
) /*! ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 */;

CREATE TABLE IF NOT EXISTS order_items (
  id        INTEGER      NOT NULL PRIMARY KEY AUTO_INCREMENT,
  order_id  INTEGER      NOT NULL,                 -- orders.id, not the text
  version   INTEGER      NOT NULL DEFAULT 1,       -- = orders.items_version: an order's items are written together
  line      INTEGER      NOT NULL,
  sku       VARCHAR(24)  NOT NULL,
  name      VARCHAR(120),
  qty       VARCHAR(20),                           -- as typed: "2", " 1.5"
  unit      VARCHAR(20),                           -- pcs, lusin, kodi, kg, …
  price     VARCHAR(32),                           -- per unit, as typed: "52083", "Rp 52.083", "82.50"
  UNIQUE (order_id, line),
  FOREIGN KEY (order_id) REFERENCES orders (id)
) /*! ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 */;

CREATE TABLE IF NOT EXISTS activities (
  id           INTEGER      NOT NULL PRIMARY KEY AUTO_INCREMENT,
  version      INTEGER      NOT NULL DEFAULT 1,    -- one more with every correction
  activity_id  VARCHAR(24)  NOT NULL UNIQUE,       -- ACT-00000077
  nim          VARCHAR(12)  NOT NULL,
  kind         VARCHAR(24)  NOT NULL,              -- magang, lomba, …
  title        VARCHAR(200),
  sks          VARCHAR(8),                         -- as typed; NULL for a competition
  level        VARCHAR(24),                        -- a competition's; NULL for the others
  `rank`       VARCHAR(24),                        -- a reserved word in MySQL 8, hence the quotes
  term         VARCHAR(16)  NOT NULL,              -- 2025/2026-1
  recorded_at  DATETIME     NOT NULL,
  updated_at   DATETIME(3)  NOT NULL,
  FOREIGN KEY (nim) REFERENCES students (nim)
) /*! ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 */;

-- How far the seeded workload has come, so that it goes on where it stopped. No table of the campus: change
-- data capture leaves it out (Maxwell: exclude kampus.shop_progress).
CREATE TABLE IF NOT EXISTS shop_progress (
  id             INTEGER NOT NULL PRIMARY KEY,
  transactions   BIGINT  NOT NULL,
  next_order     BIGINT  NOT NULL,
  next_activity  BIGINT  NOT NULL,
  clock_ms       BIGINT  NOT NULL                -- virtual time, UTC
) /*! ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 */;
