-- What the recorded events come from. Every statement means the same in MySQL (without backslash escapes) and in
-- SQLite. A line with "-- bootstrap TABLE" asks for a bootstrap.
INSERT INTO students (nim, name, program, faculty) VALUES ('231045', '  budi S.', 'Teknik Informatika', 'FTI');
INSERT INTO students (nim, name, program, faculty, active) VALUES
  ('231046', 'Ni Luh "Ayu" Ariani', 'Gizi', 'FKM', 1), ('231047', 'Ma''ruf \ Amin/é', 'Gizi', 'FKM', 0);

BEGIN;
INSERT INTO orders (item_count, order_id, customer_id, customer_name, customer_email, customer_city, currency, channel,
  note, ordered_at, updated_at)
  VALUES (2, 'ORD-00000001', 'MHS-231045', '  budi S.', 'Budi@KAMPUS.ac.id', NULL, 'IDR', 'koperasi',
  'dibungkus 🎁 rapi,	ya
terima kasih', '2025-11-20 10:41:00', '2025-11-20 10:42:07.918');
INSERT INTO order_items (order_id, line, sku, name, qty, unit, price) VALUES (1, 1, 'ATK-017', 'Buku tulis', '2', 'lusin', 'Rp 52.083');
INSERT INTO order_items (order_id, line, sku, name, qty, unit, price) VALUES (1, 2, 'ATK-001', 'Pulpen gel hitam', ' 3', NULL, '4500');
COMMIT;

BEGIN;
INSERT INTO orders (item_count, order_id, customer_id, currency, channel, total, ordered_at, updated_at)
  VALUES (1, 'ORD-00000002', 'DSN-0123', 'USD', 'online', 82.5, '2025-11-20 11:00:00', '2025-11-20 11:00:00');
INSERT INTO order_items (order_id, line, sku, name, qty, unit, price) VALUES (2, 1, 'ATK-002', 'Pulpen gel biru', '-1', 'pcs', '82.50');
COMMIT;

UPDATE orders SET status = 'PAID', total = 1250000.50, version = version + 1, updated_at = '2025-11-20 10:50:00.5' WHERE id = 1;
-- nothing changes
UPDATE orders SET status = 'PAID' WHERE id = 1;
UPDATE students SET active = 1;
-- the items of the new version, together with their order
BEGIN;
UPDATE order_items SET version = 2, qty = CASE WHEN line = 1 THEN '3' ELSE qty END WHERE order_id = 1;
UPDATE orders SET version = 3, items_version = 2, customer_city = 'Malang', total = 0.05 WHERE id = 1;
COMMIT;
-- twice the same row in one transaction
BEGIN;
UPDATE orders SET total = -3.999 WHERE id = 2;
UPDATE orders SET total = 99999999.99, customer_name = 'Dosen' WHERE id = 2;
COMMIT;
BEGIN;
INSERT INTO students (nim, name, program, faculty) VALUES ('240001', 'batal', 'x', 'y');
ROLLBACK;
INSERT INTO activities (activity_id, nim, kind, title, sks, level, `rank`, term, recorded_at, updated_at)
  VALUES ('ACT-00000001', '231045', 'lomba', 'Lomba robot', NULL, 'nasional', 'juara 1', '2025/2026-1', '2025-11-20 09:00:00', '2025-11-20 09:00:00.001');
UPDATE activities SET id = 7, sks = '' WHERE id = 1;
-- bootstrap students
UPDATE students SET nim = '231099' WHERE nim = '231047';
BEGIN;
DELETE FROM order_items WHERE order_id = 2;
DELETE FROM orders WHERE id = 2;
COMMIT;
DELETE FROM students WHERE nim > '231045';

-- other types, a key of two columns, and no key at all
CREATE TABLE jenis (Ruang VARCHAR(8) NOT NULL, nomor INTEGER NOT NULL, ukur DOUBLE, foto VARBINARY(16), tanggal DATE,
  jam TIME, aktif BOOLEAN, besar BIGINT, teks TEXT, kecil DECIMAL(4,3), PRIMARY KEY (Ruang, nomor));
CREATE TABLE catatan (isi VARCHAR(40), harga DECIMAL(10));
INSERT INTO jenis VALUES ('A "1"', 7, 0.1, x'00FF10', '2025-11-20', '08:30:00', TRUE, 9007199254740993, 'é', 0.05);
INSERT INTO jenis VALUES ('B', 1, 1e20, NULL, NULL, NULL, FALSE, -1, '', -1.5), ('B', 2, 12345678.9, x'', NULL, NULL, NULL, 0, NULL, 0),
  ('B', 3, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL), ('B', 4, -0.00012, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
UPDATE jenis SET ukur = 9999999, foto = x'61' WHERE nomor = 7;
INSERT INTO catatan VALUES ('dua', 2), ('dua', 2);
DELETE FROM catatan;
-- bootstrap jenis
-- bootstrap orders
