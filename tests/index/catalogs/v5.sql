BEGIN TRANSACTION;
CREATE TABLE answers (
	id VARCHAR(12) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	question TEXT NOT NULL, 
	standalone TEXT NOT NULL, 
	earlier JSON NOT NULL, 
	filters JSON NOT NULL, 
	scope TEXT NOT NULL, 
	as_of DATE NOT NULL, 
	outcome VARCHAR(20) NOT NULL, 
	text TEXT NOT NULL, 
	model TEXT NOT NULL, 
	prompt TEXT, 
	citations JSON NOT NULL, 
	hits JSON NOT NULL, 
	left_out JSON NOT NULL, 
	seconds JSON NOT NULL, 
	channel VARCHAR(10) NOT NULL, 
	conversation VARCHAR(40), 
	version VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "answers" VALUES('770dea25d0aa','2026-11-22 19:22:47.313537','购买生产设备能补助多少？','购买生产设备能补助多少？','[]','{}','','2026-11-22','answered','第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：[1]
- （一）属于先进制造业的，最高补助300万元；[1]
- （二）其他行业的，最高补助150万元。[1]','extractive',NULL,'[{"number": 1, "chunk_id": "ea5ae372f641.c06c1816.4", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知", "start": 188, "quote": "第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：\n（一）属于先进制造业的，最高补助300万元；\n（二）其他行业的，最高补助150万元。"}]','[{"rank": 1, "score": 0.9126627194492333, "chunk_id": "ea5ae372f641.c06c1816.4", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 2, "score": 0.7235261411611259, "chunk_id": "ea5ae372f641.c06c1816.1", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 3, "score": 0.7199617980795048, "chunk_id": "ea5ae372f641.c06c1816.3", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 4, "score": 0.5123899308447162, "chunk_id": "a019eb03e1ea.2a676c6d.3", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 5, "score": 0.5088699516515105, "chunk_id": "a019eb03e1ea.2a676c6d.2", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 6, "score": 0.4710913489931954, "chunk_id": "a019eb03e1ea.2a676c6d.0", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 7, "score": 0.4850270066323338, "chunk_id": "ea5ae372f641.c06c1816.0", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 8, "score": 0.45330279234907495, "chunk_id": "a019eb03e1ea.2a676c6d.1", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 9, "score": 0.47379666067596576, "chunk_id": "ea5ae372f641.c06c1816.5", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 10, "score": 0.47217321550568714, "chunk_id": "ea5ae372f641.c06c1816.2", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 11, "score": 0.4659726850898312, "chunk_id": "ea5ae372f641.c06c1816.6", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}]','[]','{"search": 0.0839, "total": 0.2471}','cli','c1','0.1.0');
INSERT INTO "answers" VALUES('e1da4f628af4','2026-11-22 19:22:47.453861','县里有哪些滑雪场？','县里有哪些滑雪场？','[]','{}','','2026-11-22','not_found','没有找到能回答这个问题的依据。

查找范围：2 份文件（不含已失效的）。

这些文件里没有与这个问题相近的内容。

可以换一种说法再问，或向有关主管部门咨询。','extractive',NULL,'[]','[{"rank": 1, "score": 0.5775340728798222, "chunk_id": "a019eb03e1ea.2a676c6d.1", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 2, "score": 0.5507093063013847, "chunk_id": "ea5ae372f641.c06c1816.2", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 3, "score": 0.5476488278582115, "chunk_id": "a019eb03e1ea.2a676c6d.2", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 4, "score": 0.535947155431273, "chunk_id": "ea5ae372f641.c06c1816.6", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 5, "score": 0.5239233430581888, "chunk_id": "ea5ae372f641.c06c1816.3", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 6, "score": 0.5087546917898293, "chunk_id": "ea5ae372f641.c06c1816.4", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 7, "score": 0.4913551279048113, "chunk_id": "ea5ae372f641.c06c1816.1", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 8, "score": 0.40884689506040217, "chunk_id": "a019eb03e1ea.2a676c6d.0", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 9, "score": 0.48786882791720076, "chunk_id": "ea5ae372f641.c06c1816.0", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}, {"rank": 10, "score": 0.40884689506040217, "chunk_id": "a019eb03e1ea.2a676c6d.3", "doc_id": "a019eb03e1ea", "revision": "2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c", "title": "示例县人才公寓申请指南"}, {"rank": 11, "score": 0.4596848800317742, "chunk_id": "ea5ae372f641.c06c1816.5", "doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知"}]','[]','{"search": 0.0256, "total": 0.1401}','cli','c1','0.1.0');
CREATE TABLE api_keys (
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "api_keys" VALUES('hall','staff','5c92eb13ae5b3d7383d8e10c8babacce71b9a0a977753245afe9d54b37a1355f','2026-11-22 19:22:47.980363');
CREATE TABLE as_read (
	"key" VARCHAR(100) NOT NULL, 
	identity JSON NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES revisions ("key") ON DELETE CASCADE
);
INSERT INTO "as_read" VALUES('ea5ae372f641.c06c1816','{"card": {"doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "source_path": "/srv/files/示例县推动中小企业稳岗扩产若干措施.txt", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知", "issuer": "示例县人民政府", "doc_number": "示例政发〔2024〕7号", "region": null, "level": null, "kind": "规范性文件", "topics": ["中小企业", "就业社保"], "adopted_on": null, "published_on": "2024-04-18", "validity": {"effective_on": "2024-05-01", "expires_on": "2027-04-30", "repealed_on": null, "repealed_by": null, "repealed_by_id": null, "evidence": "第六条 本措施自2024年5月1日起施行，有效期三年。", "repeal_evidence": null, "effective_by": null, "worded_on": null, "stated": null}, "url": null}, "repeals": [{"title": "示例县促进中小企业发展办法", "doc_number": "示例政发〔2019〕3号", "evidence": "《示例县促进中小企业发展办法》（示例政发〔2019〕3号）同时废止。"}]}');
CREATE TABLE chunks (
	chunk_id VARCHAR(120) NOT NULL, 
	"key" VARCHAR(100) NOT NULL, 
	ordinal INTEGER NOT NULL, 
	path JSON NOT NULL, 
	text TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	page INTEGER, 
	facts JSON NOT NULL, 
	provisions JSON NOT NULL, 
	PRIMARY KEY (chunk_id), 
	FOREIGN KEY("key") REFERENCES revisions ("key") ON DELETE CASCADE
);
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.0','ea5ae372f641.c06c1816',0,'[]','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知
示例政发〔2024〕7号',0,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.1','ea5ae372f641.c06c1816',1,'["第一章 总则", "第一条"]','第一章 总则
第一条 为帮助中小企业稳定岗位、扩大生产，结合本县实际，制定本措施。',42,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.2','ea5ae372f641.c06c1816',2,'["第一章 总则", "第二条"]','第二条 本措施所称中小企业，是指在本县登记注册、年营业收入不超过四亿元的企业。',84,NULL,'[{"kind": "amount", "low": null, "high": "400000000", "open": [false, false], "unit": "元", "qualifiers": ["不超过"], "role": "threshold", "measure": "年营业收入", "span": [32, 35]}]','[]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.3','ea5ae372f641.c06c1816',3,'["第二章 支持内容", "第三条"]','第二章 支持内容
第三条 对连续三年未裁员的中小企业，按照在岗职工人数给予每人800元的稳岗补助，每家企业最高不超过60万元。',124,NULL,'[{"kind": "period", "low": "3", "high": "3", "open": [false, false], "unit": "年", "qualifiers": ["连续"], "role": "threshold", "measure": null, "span": [16, 18]}, {"kind": "amount", "low": "800", "high": "800", "open": [false, false], "unit": "元", "qualifiers": ["给予", "每人"], "role": "benefit", "measure": "职工人数", "span": [39, 43]}, {"kind": "amount", "low": null, "high": "600000", "open": [false, false], "unit": "元", "qualifiers": ["每家", "最高", "不超过"], "role": "benefit", "measure": null, "span": [58, 62]}]','[]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.4','ea5ae372f641.c06c1816',4,'["第二章 支持内容", "第四条"]','第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：
（一）属于先进制造业的，最高补助300万元；
（二）其他行业的，最高补助150万元。',188,NULL,'[{"kind": "amount", "low": "5000000", "high": null, "open": [false, false], "unit": "元", "qualifiers": ["以上"], "role": "threshold", "measure": "设备投资额", "span": [14, 21]}, {"kind": "rate", "low": "8", "high": "8", "open": [false, false], "unit": "%", "qualifiers": [], "role": "benefit", "measure": "补助", "span": [29, 31]}, {"kind": "amount", "low": null, "high": "3000000", "open": [false, false], "unit": "元", "qualifiers": ["最高"], "role": "benefit", "measure": "补助", "span": [56, 61]}, {"kind": "amount", "low": null, "high": "1500000", "open": [false, false], "unit": "元", "qualifiers": ["最高"], "role": "benefit", "measure": "补助", "span": [76, 81]}]','[[40, ["第（一）项"]], [63, ["第（二）项"]]]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.5','ea5ae372f641.c06c1816',5,'["第二章 支持内容", "第五条"]','第五条 租用县属标准厂房的，第一年免收租金，第二年减半收取。',271,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('ea5ae372f641.c06c1816.6','ea5ae372f641.c06c1816',6,'["第三章 附则", "第六条"]','第三章 附则
第六条 本措施自2024年5月1日起施行，有效期三年。《示例县促进中小企业发展办法》（示例政发〔2019〕3号）同时废止。
示例县人民政府
2024年4月18日',302,NULL,'[{"kind": "period", "low": "3", "high": "3", "open": [false, false], "unit": "年", "qualifiers": [], "role": "term", "measure": "有效期", "span": [31, 33]}]','[]');
INSERT INTO "chunks" VALUES('a019eb03e1ea.2a676c6d.0','a019eb03e1ea.2a676c6d',0,'["第一条"]','示例县人才公寓申请指南
第一条 在本县企业全职工作的博士，可以申请人才公寓，租金按照市场价格的百分之五十收取。',0,NULL,'[{"kind": "rate", "low": "50", "high": "50", "open": [false, false], "unit": "%", "qualifiers": [], "role": "statement", "measure": null, "span": [47, 52]}]','[]');
INSERT INTO "chunks" VALUES('a019eb03e1ea.2a676c6d.1','a019eb03e1ea.2a676c6d',1,'["第二条"]','第二条 申请人应当向县人力资源和社会保障局提交劳动合同、学历证书和身份证明。',56,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('a019eb03e1ea.2a676c6d.2','a019eb03e1ea.2a676c6d',2,'["第三条"]','第三条 人才公寓的租住期限一般不超过五年。',95,NULL,'[{"kind": "period", "low": null, "high": "5", "open": [false, false], "unit": "年", "qualifiers": ["不超过"], "role": "term", "measure": null, "span": [18, 20]}]','[]');
INSERT INTO "chunks" VALUES('a019eb03e1ea.2a676c6d.3','a019eb03e1ea.2a676c6d',3,'["第四条"]','第四条 咨询电话由县人力资源和社会保障局公布。',117,NULL,'[]','[]');
CREATE TABLE conversations (
	id VARCHAR(32) NOT NULL, 
	visitor VARCHAR(64) NOT NULL, 
	title TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "conversations" VALUES('77777777777777777777777777777777','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv','购买生产设备能补助多少？','2026-11-22 19:22:48.002929','2026-11-22 19:22:48.002929');
CREATE TABLE corrections (
	id VARCHAR(12) NOT NULL, 
	doc_id VARCHAR(80) NOT NULL, 
	deed VARCHAR(12) NOT NULL, 
	fields JSON NOT NULL, 
	author TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	undone_at DATETIME, 
	PRIMARY KEY (id)
);
INSERT INTO "corrections" VALUES('247f2a0fd05c','ea5ae372f641','correct','{"region": {"before": "", "after": "示例县"}}','周明','2026-11-22 19:22:48.125524',NULL);
INSERT INTO "corrections" VALUES('4e188bce0b48','1ac15bfb5ac9','remove','{}','周明','2026-11-22 19:22:48.290254',NULL);
CREATE TABLE exchanges (
	conversation VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	question TEXT NOT NULL, 
	answer JSON NOT NULL, 
	answered_at DATETIME NOT NULL, 
	PRIMARY KEY (conversation, position), 
	FOREIGN KEY(conversation) REFERENCES conversations (id) ON DELETE CASCADE
);
INSERT INTO "exchanges" VALUES('77777777777777777777777777777777',0,'购买生产设备能补助多少？','{"question": "购买生产设备能补助多少？", "standalone_question": "购买生产设备能补助多少？", "outcome": "answered", "text": "第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：[1]\n- （一）属于先进制造业的，最高补助300万元；[1]\n- （二）其他行业的，最高补助150万元。[1]", "model": "extractive", "citations": [{"number": 1, "hit": {"rank": 1, "score": 1.0, "chunk": {"chunk_id": "ea5ae372f641.c06c1816.4", "card": {"doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "source_path": "/srv/files/示例县推动中小企业稳岗扩产若干措施.txt", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知", "issuer": "示例县人民政府", "doc_number": "示例政发〔2024〕7号", "region": null, "level": null, "kind": "规范性文件", "topics": ["中小企业", "就业社保"], "adopted_on": null, "published_on": "2024-04-18", "validity": {"effective_on": "2024-05-01", "expires_on": "2027-04-30", "repealed_on": null, "repealed_by": null, "repealed_by_id": null, "evidence": "第六条 本措施自2024年5月1日起施行，有效期三年。", "repeal_evidence": null, "effective_by": null, "worded_on": null, "stated": null}, "url": null}, "path": ["第二章 支持内容", "第四条"], "text": "第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：\n（一）属于先进制造业的，最高补助300万元；\n（二）其他行业的，最高补助150万元。", "start": 188, "page": null, "facts": [], "provisions": [{"start": 40, "labels": ["第（一）项"]}, {"start": 63, "labels": ["第（二）项"]}]}, "status": "in_force", "reason": {"dense_rank": null, "dense_score": null, "lexical_rank": null, "lexical_score": null}, "copies": []}, "start": 188, "quote": "第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：\n（一）属于先进制造业的，最高补助300万元；\n（二）其他行业的，最高补助150万元。"}], "hits": [{"rank": 1, "score": 1.0, "chunk": {"chunk_id": "ea5ae372f641.c06c1816.4", "card": {"doc_id": "ea5ae372f641", "revision": "c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f", "source_path": "/srv/files/示例县推动中小企业稳岗扩产若干措施.txt", "title": "示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知", "issuer": "示例县人民政府", "doc_number": "示例政发〔2024〕7号", "region": null, "level": null, "kind": "规范性文件", "topics": ["中小企业", "就业社保"], "adopted_on": null, "published_on": "2024-04-18", "validity": {"effective_on": "2024-05-01", "expires_on": "2027-04-30", "repealed_on": null, "repealed_by": null, "repealed_by_id": null, "evidence": "第六条 本措施自2024年5月1日起施行，有效期三年。", "repeal_evidence": null, "effective_by": null, "worded_on": null, "stated": null}, "url": null}, "path": ["第二章 支持内容", "第四条"], "text": "第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：\n（一）属于先进制造业的，最高补助300万元；\n（二）其他行业的，最高补助150万元。", "start": 188, "page": null, "facts": [], "provisions": [{"start": 40, "labels": ["第（一）项"]}, {"start": 63, "labels": ["第（二）项"]}]}, "status": "in_force", "reason": {"dense_rank": null, "dense_score": null, "lexical_rank": null, "lexical_score": null}, "copies": []}], "filters": {"region": null, "issuer": null, "kind": null, "since": null, "until": null, "include_past": false, "include_coming": true, "as_of": null}, "scope": "", "left_out": [], "prompt": null, "support": 1.2999128449338748, "search_seconds": 0.08387284499622183, "total_seconds": 0.24714273599965964, "first_seconds": 0.24707266099721892, "entry_id": "770dea25d0aa"}','2026-11-22 19:22:48.002929');
CREATE TABLE failures (
	path TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	fault VARCHAR(10), 
	failed_at DATETIME NOT NULL, 
	PRIMARY KEY (path)
);
CREATE TABLE feedback (
	answer VARCHAR(12) NOT NULL, 
	visitor VARCHAR(64) NOT NULL, 
	is_helpful BOOLEAN NOT NULL, 
	reason VARCHAR(40), 
	remark TEXT, 
	given_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	settled_by TEXT, 
	PRIMARY KEY (answer, visitor)
);
INSERT INTO "feedback" VALUES('770dea25d0aa','vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv',1,NULL,NULL,'2026-11-22 19:22:47.999016',NULL,NULL);
CREATE TABLE files (
	path TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	doc_id VARCHAR(80) NOT NULL, 
	stamp TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (path)
);
INSERT INTO "files" VALUES('/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','ea5ae372f641','示例县推动中小企业稳岗扩产若干措施.txt:1045:1795375305976024093','d7d740396a09009d96a7869b17b6cd1de95ae93bd19810612a910f7d13af0343');
INSERT INTO "files" VALUES('/srv/files/示例县人才公寓申请指南.txt','/srv/files/示例县人才公寓申请指南.txt','a019eb03e1ea','示例县人才公寓申请指南.txt:406:1795375366197789502','be245e6a901de4e6cedfd2522d42e7720f6b18a9311bf9a9083210911b0fb27a');
CREATE TABLE login_attempts (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	tried_at DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE meta (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','5');
INSERT INTO "meta" VALUES('encoder','bigrams|256');
INSERT INTO "meta" VALUES('change','5');
CREATE TABLE removed_files (
	correction VARCHAR(12) NOT NULL, 
	path TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	stamp TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (correction, path), 
	FOREIGN KEY(correction) REFERENCES corrections (id) ON DELETE CASCADE
);
INSERT INTO "removed_files" VALUES('4e188bce0b48','/srv/files/示例县促进中小企业发展办法.txt','/srv/files/示例县促进中小企业发展办法.txt','示例县促进中小企业发展办法.txt:408:1795375305980306050','581b6287d48dad8ce333a79afba1af734c7f93d7023a1788167ed1c2e19bfa35');
CREATE TABLE repeals (
	"key" VARCHAR(100) NOT NULL, 
	title TEXT NOT NULL, 
	title_key TEXT NOT NULL, 
	doc_number TEXT, 
	number_key TEXT, 
	evidence TEXT, 
	FOREIGN KEY("key") REFERENCES revisions ("key") ON DELETE CASCADE
);
INSERT INTO "repeals" VALUES('ea5ae372f641.c06c1816','示例县促进中小企业发展办法','示例县促进中小企业发展办法','示例政发〔2019〕3号','示例政发|2019|3号','《示例县促进中小企业发展办法》（示例政发〔2019〕3号）同时废止。');
CREATE TABLE revisions (
	"key" VARCHAR(100) NOT NULL, 
	doc_id VARCHAR(80) NOT NULL, 
	revision VARCHAR(64) NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	source_path TEXT NOT NULL, 
	suffix VARCHAR(20), 
	title TEXT NOT NULL, 
	title_key TEXT NOT NULL, 
	issuer TEXT, 
	doc_number TEXT, 
	number_key TEXT, 
	region TEXT, 
	level VARCHAR(10), 
	kind VARCHAR(20), 
	topics JSON NOT NULL, 
	adopted_on DATE, 
	published_on DATE, 
	effective_on DATE, 
	expires_on DATE, 
	repealed_on DATE, 
	repealed_by TEXT, 
	evidence TEXT, 
	repeal_evidence TEXT, 
	effective_by DATE, 
	stated VARCHAR(10), 
	dated_on DATE, 
	url TEXT, 
	chunk_count INTEGER NOT NULL, 
	repairs JSON NOT NULL, 
	quality FLOAT NOT NULL, 
	signature BLOB, 
	ingested_at DATETIME NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "revisions" VALUES('a019eb03e1ea.9ce3ab3c','a019eb03e1ea','9ce3ab3c09976ccac968bbc8328a0f223ddf31f300907b35848c0f34ccb9c62f','former','/srv/files/示例县人才公寓申请指南.txt','.txt','示例县人才公寓申请指南','示例县人才公寓申请指南',NULL,NULL,NULL,NULL,NULL,'办事指南','["人才"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'[]',1.0,NULL,'2026-11-22 19:22:45.712237');
INSERT INTO "revisions" VALUES('1ac15bfb5ac9.2c47d641','1ac15bfb5ac9','2c47d641b926463c02ca9fd57536a3e80bb933044f6eb455e2d13a23f0f6a9bf','former','/srv/files/示例县促进中小企业发展办法.txt','.txt','示例县促进中小企业发展办法','示例县促进中小企业发展办法','示例县人民政府','示例政发〔2019〕3号','示例政发|2019|3号',NULL,NULL,'规范性文件','["中小企业"]',NULL,'2019-02-11','2019-03-01',NULL,NULL,NULL,'第四条 本办法自2019年3月1日起施行。',NULL,NULL,NULL,'2019-02-11',NULL,5,'[]',1.0,NULL,'2026-11-22 19:22:45.712508');
INSERT INTO "revisions" VALUES('ea5ae372f641.c06c1816','ea5ae372f641','c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f','ready','/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','.txt','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知','示例县人民政府','示例政发〔2024〕7号','示例政发|2024|7号','示例县',NULL,'规范性文件','["中小企业", "就业社保"]',NULL,'2024-04-18','2024-05-01','2027-04-30',NULL,NULL,'第六条 本措施自2024年5月1日起施行，有效期三年。',NULL,NULL,NULL,'2024-04-18',NULL,7,'[]',1.0,X'52B59CD7415F3BB45FFA296D8F5A10F99A8C9560761AA29C8A35EAE40C67607F674D1D7240397A3F8FBF42A1187D2936E0AD35C2A50EFCF1A056452B8CE3F5BA3B88F6759B4781D7AC8793A69F2AB133EEB07995F9CBFB7B4852C4DD05E54869A551CA119126106D870CB46FDA3D29651ED66DDAE5BAE8CE0B557AC82D89A8E1A0BA39E3EF400245A8145818E3A747044A74BDA7B95B3BB708E20319896874E12E356EE1D6FD518A7C1B9811DBA985032F26A16A7EAC69CC84ADF6E2C2FCF58262DCAB1C13013B20D384528188CE387FFCE3B4C3B9A12DE68152959853632F1F622C58536305A84D32495E64690456BE72F7BD20BD5394D993854AE9EC6FDF928CBDD5BBB63A5D332D9343917C190CF320BF7927BD06F40BB615362792AFEFE471596DE90D69F14A67CB5786CEC9EB648044B57E653F8D5A8F8C6D2119731621CD4460666C79E73B89F2E54C1BCC2E5F756F7E3E7C8EE28D9B0CD15A01B3459AECB9D8DAB5424F508B436EEBD2A556826B3729C059C813F1A84EDC527C91C38724D2807A7F25859C455D525ACD440E44C26DBE81D15018CEC45613DCA4426996D108D7CC4742A88DCE275AB3B1A472F525A04FB612D7BB783FAD5087DD3398E2661B89C3DC9B75224B1DD2EE6CEA065B9344D005125009602601ABEF6EF21015BD78D976370061C03762E27E4E3992054AA34817BB123909E9FB99372E1BBE98','2026-11-22 19:22:45.712624');
INSERT INTO "revisions" VALUES('a019eb03e1ea.2a676c6d','a019eb03e1ea','2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c','ready','/srv/files/示例县人才公寓申请指南.txt','.txt','示例县人才公寓申请指南','示例县人才公寓申请指南',NULL,NULL,NULL,NULL,NULL,'办事指南','["人才"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'[]',1.0,NULL,'2026-11-22 19:22:46.206346');
CREATE TABLE sessions (
	token VARCHAR(64) NOT NULL, 
	user VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME NOT NULL, 
	PRIMARY KEY (token), 
	FOREIGN KEY(user) REFERENCES users (name) ON DELETE CASCADE
);
CREATE TABLE staff_answers (
	id VARCHAR(12) NOT NULL, 
	question TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	filters JSON NOT NULL, 
	text TEXT NOT NULL, 
	author TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_on DATE NOT NULL, 
	source JSON, 
	withdrawn_at DATETIME, 
	answers_log_id VARCHAR(12), 
	PRIMARY KEY (id)
);
INSERT INTO "staff_answers" VALUES('4089a957e40b','县里有哪些滑雪场？','县里有哪些滑雪场','{}','本县目前没有滑雪场，可到邻县咨询。','周明','2026-11-22 03:00:00.000000','2099-12-31','null',NULL,'e1da4f628af4');
CREATE TABLE stale (
	"key" VARCHAR(100) NOT NULL, 
	former_chunks INTEGER NOT NULL, 
	is_encoded BOOLEAN NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES revisions ("key") ON DELETE CASCADE
);
CREATE TABLE texts (
	"key" VARCHAR(100) NOT NULL, 
	text TEXT NOT NULL, 
	sections JSON NOT NULL, 
	page_starts JSON NOT NULL, 
	PRIMARY KEY ("key"), 
	FOREIGN KEY("key") REFERENCES revisions ("key") ON DELETE CASCADE
);
INSERT INTO "texts" VALUES('a019eb03e1ea.9ce3ab3c','示例县人才公寓申请指南
第一条 在本县企业全职工作的博士，可以申请人才公寓，租金按照市场价格的百分之六十收取。
第二条 申请人应当向县人力资源和社会保障局提交劳动合同、学历证书和身份证明。
第三条 人才公寓的租住期限一般不超过五年。
第四条 咨询电话由县人力资源和社会保障局公布。','[[["第一条"], 0, 56], [["第二条"], 56, 95], [["第三条"], 95, 117], [["第四条"], 117, 140]]','[]');
INSERT INTO "texts" VALUES('1ac15bfb5ac9.2c47d641','示例县促进中小企业发展办法
示例政发〔2019〕3号
第一条 为促进中小企业发展，制定本办法。
第二条 对新设立的中小企业，给予一次性开办补助2万元。
第三条 中小企业租用县属标准厂房的，每平方米每月补贴5元，补贴期限不超过两年。
第四条 本办法自2019年3月1日起施行。
示例县人民政府
2019年2月11日','[[[], 0, 27], [["第一条"], 27, 48], [["第二条"], 48, 76], [["第三条"], 76, 116], [["第四条"], 116, 156]]','[]');
INSERT INTO "texts" VALUES('ea5ae372f641.c06c1816','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知
示例政发〔2024〕7号
第一章 总则
第一条 为帮助中小企业稳定岗位、扩大生产，结合本县实际，制定本措施。
第二条 本措施所称中小企业，是指在本县登记注册、年营业收入不超过四亿元的企业。
第二章 支持内容
第三条 对连续三年未裁员的中小企业，按照在岗职工人数给予每人800元的稳岗补助，每家企业最高不超过60万元。
第四条 新购生产设备投资额在500万元以上的，按照投资额的8%给予一次性补助：
（一）属于先进制造业的，最高补助300万元；
（二）其他行业的，最高补助150万元。
第五条 租用县属标准厂房的，第一年免收租金，第二年减半收取。
第三章 附则
第六条 本措施自2024年5月1日起施行，有效期三年。《示例县促进中小企业发展办法》（示例政发〔2019〕3号）同时废止。
示例县人民政府
2024年4月18日','[[[], 0, 42], [["第一章 总则", "第一条"], 42, 84], [["第一章 总则", "第二条"], 84, 124], [["第二章 支持内容", "第三条"], 124, 188], [["第二章 支持内容", "第四条"], 188, 271], [["第二章 支持内容", "第五条"], 271, 302], [["第三章 附则", "第六条"], 302, 389]]','[]');
INSERT INTO "texts" VALUES('a019eb03e1ea.2a676c6d','示例县人才公寓申请指南
第一条 在本县企业全职工作的博士，可以申请人才公寓，租金按照市场价格的百分之五十收取。
第二条 申请人应当向县人力资源和社会保障局提交劳动合同、学历证书和身份证明。
第三条 人才公寓的租住期限一般不超过五年。
第四条 咨询电话由县人力资源和社会保障局公布。','[[["第一条"], 0, 56], [["第二条"], 56, 95], [["第三条"], 95, 117], [["第四条"], 117, 140]]','[]');
CREATE TABLE users (
	name VARCHAR(64) NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	password TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "users" VALUES('zhou','admin','$argon2id$v=19$m=65536,t=3,p=4$a7SSbg1/0BLIC+c3T7pQ5w$pWNH/FKbjTsqOua7rB9XPQrAppVHhdFwFctR9K/WbmQ','2026-11-22 19:22:47.461001',1);
CREATE INDEX ix_revisions_number_key ON revisions (number_key);
CREATE INDEX ix_revisions_title_key ON revisions (title_key);
CREATE INDEX ix_revisions_revision ON revisions (revision);
CREATE INDEX ix_revisions_doc_id ON revisions (doc_id);
CREATE INDEX ix_revisions_unfinished ON revisions (state) WHERE state IN ('pending', 'leaving');
CREATE INDEX ix_files_doc_id ON files (doc_id);
CREATE INDEX ix_answers_asked_at ON answers (asked_at);
CREATE INDEX ix_staff_answers_key ON staff_answers ("key");
CREATE INDEX ix_conversations_visitor ON conversations (visitor, updated_at);
CREATE INDEX ix_login_attempts_tried_at ON login_attempts (tried_at);
CREATE INDEX ix_corrections_doc_id ON corrections (doc_id);
CREATE INDEX ix_chunks_key ON chunks ("key");
CREATE INDEX ix_repeals_key ON repeals ("key");
COMMIT;
