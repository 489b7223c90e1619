INSERT INTO outbox VALUES (1, '01a20621-c02a-7000-8000-000000000001', 'dossier', 'r1', 'accept', 3, '2026-11-23T02:00:00Z', '{"components":[]}', 'TT-1 · Nguyễn Văn An', 2, 1, 1795400000000000, 0, 1795400001000000, 1795400000000000, 0, NULL, NULL, '{"handling_version":3}');
INSERT INTO outbox VALUES (2, '01a20621-c02a-7000-8000-000000000002', 'dossier', 'r2', 'accept', 1, '2026-11-23T02:01:00Z', '{}', 'TT-2 · Lê Đức Đạt', 4, 2, 1795400000000000, 0, 0, 1795400000000000, 0, 'stale', 'Hồ sơ đã được người khác xử lý trong lúc này.', NULL);
INSERT INTO drafts VALUES ('r2', 'note', 'Ghi chú còn dở', 1795400000000000);
INSERT INTO settings VALUES ('queue', 'waiting');
INSERT INTO outbox VALUES (3, '01a20621-c02a-7000-8000-000000000003', 'dossier', 'r2', 'attach_file', 0, '2026-11-23T02:02:00Z', '{"component":"tp1","files":["01a20621-c02a-7000-8000-0000000000f1"]}', 'TT-2 · Lê Đức Đạt', 1, 0, 1795400000000000, 0, 0, 0, 0, NULL, NULL, NULL);
INSERT INTO files VALUES (1, '01a20621-c02a-7000-8000-0000000000f1', '01a20621-c02a-7000-8000-000000000003', 'giấy chứng sinh.pdf', 'application/pdf', 9, '0000000000000000000000000000000000000000000000000000000000000001', 0, 0, NULL, 1, 'offline', NULL);
INSERT INTO file_blobs VALUES (1, 0, x'255044462d312e340a');
INSERT INTO papers VALUES ('r2', '01', 1, 1, 1795400000000000)
