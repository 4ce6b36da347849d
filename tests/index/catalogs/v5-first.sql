BEGIN TRANSACTION;
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
INSERT INTO "chunks" VALUES('1ac15bfb5ac9.2c47d641.0','1ac15bfb5ac9.2c47d641',0,'[]','示例县促进中小企业发展办法
示例政发〔2019〕3号',0,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('1ac15bfb5ac9.2c47d641.1','1ac15bfb5ac9.2c47d641',1,'["第一条"]','第一条 为促进中小企业发展，制定本办法。',27,NULL,'[]','[]');
INSERT INTO "chunks" VALUES('1ac15bfb5ac9.2c47d641.2','1ac15bfb5ac9.2c47d641',2,'["第二条"]','第二条 对新设立的中小企业，给予一次性开办补助2万元。',48,NULL,'[{"kind": "amount", "low": "20000", "high": "20000", "open": [false, false], "unit": "元", "qualifiers": ["给予", "一次性"], "role": "benefit", "measure": "补助", "span": [23, 26]}]','[]');
INSERT INTO "chunks" VALUES('1ac15bfb5ac9.2c47d641.3','1ac15bfb5ac9.2c47d641',3,'["第三条"]','第三条 中小企业租用县属标准厂房的，每平方米每月补贴5元，补贴期限不超过两年。',76,NULL,'[{"kind": "amount", "low": "5", "high": "5", "open": [false, false], "unit": "元", "qualifiers": ["每平方米", "每月"], "role": "benefit", "measure": "补贴", "span": [26, 28]}, {"kind": "period", "low": null, "high": "2", "open": [false, false], "unit": "年", "qualifiers": ["不超过"], "role": "term", "measure": "期限", "span": [36, 38]}]','[]');
INSERT INTO "chunks" VALUES('1ac15bfb5ac9.2c47d641.4','1ac15bfb5ac9.2c47d641',4,'["第四条"]','第四条 本办法自2019年3月1日起施行。
示例县人民政府
2019年2月11日',116,NULL,'[]','[]');
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
CREATE TABLE files (
	path TEXT NOT NULL, 
	shown TEXT NOT NULL, 
	doc_id VARCHAR(80) NOT NULL, 
	stamp TEXT NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	PRIMARY KEY (path)
);
INSERT INTO "files" VALUES('/srv/files/示例县促进中小企业发展办法.txt','/srv/files/示例县促进中小企业发展办法.txt','1ac15bfb5ac9','示例县促进中小企业发展办法.txt:408:1795375305980306050','3b8ee78d6bf773dec2a399e3e8bb21c81d1ea2a5444aad47dc784a3a58812d0b');
INSERT INTO "files" VALUES('/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','ea5ae372f641','示例县推动中小企业稳岗扩产若干措施.txt:1045:1795375305976024093','8ed2c01d07a78aecbeb966327971eefc27d310afe78892cf9e95f0d2a7d8fe5b');
INSERT INTO "files" VALUES('/srv/files/示例县人才公寓申请指南.txt','/srv/files/示例县人才公寓申请指南.txt','a019eb03e1ea','示例县人才公寓申请指南.txt:406:1795377867522605384','fbfaa18ae59708068220559ec32feb0bb71325ea0a312218ec76ea27843066e3');
CREATE TABLE meta (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','5');
INSERT INTO "meta" VALUES('encoder','bigrams|256');
INSERT INTO "meta" VALUES('change','2');
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
INSERT INTO "revisions" VALUES('a019eb03e1ea.9ce3ab3c','a019eb03e1ea','9ce3ab3c09976ccac968bbc8328a0f223ddf31f300907b35848c0f34ccb9c62f','former','/srv/files/示例县人才公寓申请指南.txt','.txt','示例县人才公寓申请指南','示例县人才公寓申请指南',NULL,NULL,NULL,NULL,NULL,'办事指南','["人才"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'[]',1.0,NULL,'2026-11-22 20:04:26.517305');
INSERT INTO "revisions" VALUES('1ac15bfb5ac9.2c47d641','1ac15bfb5ac9','2c47d641b926463c02ca9fd57536a3e80bb933044f6eb455e2d13a23f0f6a9bf','ready','/srv/files/示例县促进中小企业发展办法.txt','.txt','示例县促进中小企业发展办法','示例县促进中小企业发展办法','示例县人民政府','示例政发〔2019〕3号','示例政发|2019|3号',NULL,NULL,'规范性文件','["中小企业"]',NULL,'2019-02-11','2019-03-01',NULL,NULL,NULL,'第四条 本办法自2019年3月1日起施行。',NULL,NULL,NULL,'2019-02-11',NULL,5,'[]',1.0,NULL,'2026-11-22 20:04:26.517593');
INSERT INTO "revisions" VALUES('ea5ae372f641.c06c1816','ea5ae372f641','c06c181606f7ff39e0dc137d0b832302915b8a9438096b322446c7e8dac45e2f','ready','/srv/files/示例县推动中小企业稳岗扩产若干措施.txt','.txt','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知','示例县人民政府关于印发推动中小企业稳岗扩产若干措施的通知','示例县人民政府','示例政发〔2024〕7号','示例政发|2024|7号',NULL,NULL,'规范性文件','["中小企业", "就业社保"]',NULL,'2024-04-18','2024-05-01','2027-04-30',NULL,NULL,'第六条 本措施自2024年5月1日起施行，有效期三年。',NULL,NULL,NULL,'2024-04-18',NULL,7,'[]',1.0,X'52B59CD7415F3BB45FFA296D8F5A10F99A8C9560761AA29C8A35EAE40C67607F674D1D7240397A3F8FBF42A1187D2936E0AD35C2A50EFCF1A056452B8CE3F5BA3B88F6759B4781D7AC8793A69F2AB133EEB07995F9CBFB7B4852C4DD05E54869A551CA119126106D870CB46FDA3D29651ED66DDAE5BAE8CE0B557AC82D89A8E1A0BA39E3EF400245A8145818E3A747044A74BDA7B95B3BB708E20319896874E12E356EE1D6FD518A7C1B9811DBA985032F26A16A7EAC69CC84ADF6E2C2FCF58262DCAB1C13013B20D384528188CE387FFCE3B4C3B9A12DE68152959853632F1F622C58536305A84D32495E64690456BE72F7BD20BD5394D993854AE9EC6FDF928CBDD5BBB63A5D332D9343917C190CF320BF7927BD06F40BB615362792AFEFE471596DE90D69F14A67CB5786CEC9EB648044B57E653F8D5A8F8C6D2119731621CD4460666C79E73B89F2E54C1BCC2E5F756F7E3E7C8EE28D9B0CD15A01B3459AECB9D8DAB5424F508B436EEBD2A556826B3729C059C813F1A84EDC527C91C38724D2807A7F25859C455D525ACD440E44C26DBE81D15018CEC45613DCA4426996D108D7CC4742A88DCE275AB3B1A472F525A04FB612D7BB783FAD5087DD3398E2661B89C3DC9B75224B1DD2EE6CEA065B9344D005125009602601ABEF6EF21015BD78D976370061C03762E27E4E3992054AA34817BB123909E9FB99372E1BBE98','2026-11-22 20:04:26.517662');
INSERT INTO "revisions" VALUES('a019eb03e1ea.2a676c6d','a019eb03e1ea','2a676c6d30367f0cd11f7d07e26b3930831812183e65678f990b037722f1d62c','ready','/srv/files/示例县人才公寓申请指南.txt','.txt','示例县人才公寓申请指南','示例县人才公寓申请指南',NULL,NULL,NULL,NULL,NULL,'办事指南','["人才"]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,4,'[]',1.0,NULL,'2026-11-22 20:04:27.564066');
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
CREATE INDEX ix_revisions_title_key ON revisions (title_key);
CREATE INDEX ix_revisions_number_key ON revisions (number_key);
CREATE INDEX ix_revisions_unfinished ON revisions (state) WHERE state IN ('pending', 'leaving');
CREATE INDEX ix_revisions_doc_id ON revisions (doc_id);
CREATE INDEX ix_revisions_revision ON revisions (revision);
CREATE INDEX ix_files_doc_id ON files (doc_id);
CREATE INDEX ix_chunks_key ON chunks ("key");
CREATE INDEX ix_repeals_key ON repeals ("key");
COMMIT;
