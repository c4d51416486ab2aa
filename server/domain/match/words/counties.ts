/**
 * Counties of the United Kingdom, old and new, in one word each: said after a town, they tell no two towns apart. Those that
 * are also a town (Durham, Bedford without -shire) are left out.
 */
export const COUNTIES: ReadonlySet<string> = new Set(
  `bedfordshire beds berkshire berks buckinghamshire bucks cambridgeshire cambs cheshire cornwall cumberland cumbria derbyshire devon
dorset eastsussex westsussex sussex essex gloucestershire glos hampshire hants herefordshire hertfordshire herts huntingdonshire
kent lancashire lancs leicestershire leics lincolnshire lincs middlesex middx norfolk northamptonshire northants northumberland
nottinghamshire notts oxfordshire oxon rutland shropshire salop somerset staffordshire staffs suffolk surrey warwickshire
westmorland wiltshire wilts worcestershire worcs yorkshire northyorkshire southyorkshire westyorkshire eastyorkshire
eastridingofyorkshire greaterlondon greatermanchester merseyside tyneandwear westmidlands countydurham codurham avon cleveland
humberside clwyd dyfed gwent gwynedd powys midglamorgan southglamorgan westglamorgan glamorgan carmarthenshire ceredigion
denbighshire flintshire monmouthshire pembrokeshire aberdeenshire angus argyll ayrshire banffshire berwickshire caithness
dumfriesshire dunbartonshire eastlothian fife invernessshire kincardineshire lanarkshire midlothian morayshire perthshire
renfrewshire roxburghshire selkirkshire stirlingshire sutherland westlothian wigtownshire countyantrim coantrim countyarmagh
coarmagh countydown codown countyfermanagh countylondonderry countytyrone cotyrone england scotland wales uk unitedkingdom`.split(
    /\s+/,
  ),
);
