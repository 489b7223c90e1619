INSERT INTO meta VALUES ('cursor', 'l_1~0')
