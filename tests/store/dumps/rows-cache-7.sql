INSERT INTO meta VALUES ('cursor', 'l_1~0');
INSERT INTO documents VALUES (1, '0199-a', 'd1', 3, 1, 1795400000000000);
INSERT INTO document_blobs VALUES (1, 0, x'010203')
