#!/bin/bash
# Run once by the image, when the source's data folder is empty: Maxwell's account and nothing more than it needs. The
# campus's account may see how far Maxwell is, and ask it to tell a table again.
mysql -uroot -p"$MYSQL_ROOT_PASSWORD" <<SQL
CREATE USER maxwell@'%' IDENTIFIED BY '$PK_MAXWELL_PASSWORD';
GRANT ALL ON maxwell.* TO maxwell@'%';
GRANT SELECT, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO maxwell@'%';
GRANT SELECT, INSERT ON maxwell.* TO kampus@'%';
GRANT REPLICATION CLIENT ON *.* TO kampus@'%';
SQL
