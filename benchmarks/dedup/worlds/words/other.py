"""Names of those who moved to Bekasi and of their children, by where families come from."""

from benchmarks.dedup.worlds.words.lists import Lists

JAVANESE_MEN = (
    "Suyatno Sukirman Tukiman Paijo Wagiman Sarjono Sumardi Suwarno Sukamto Kusnanto Widodo "
    "Prayitno Mulyono Hartono Haryono Suharto Sudarsono Sunaryo Suprapto Suroso Sutopo "
    "Suryanto Sugiyono Sukino Ngadiman Ngatimin Parjo Poniman Ponidi Sadiman Samidi Saryono "
    "Sarwono Subandi Sudarmo Sudiro Suhadi Sujarwo Sukarjo Sumaryo Suparno Supangat Suradi "
    "Suratman Suwito Tarmin Tugiman Tukijo Turiman Untung Wagino Wahono Waluyo Wasito Winarno "
    "Yatno Yono Bayu Galih Guntur Catur Panji Aditya Bima Dimas Danang Prasetya Rahayu Teguh "
    "Tegar Wisnu"
).split()
JAVANESE_MEN_SECOND = (
    "Santosa Raharjo Wicaksono Nugrahanto Prabowo Widianto Kuncoro Handoko Susilo Wardoyo "
    "Saputro Purwanto Kurnianto Hendratno Cahyono Budiarto Hadi Martono Setyawan Setyabudi "
    "Widagdo Yulianto Pamungkas Adiputra Ariwibowo Priyambodo Sasongko Trihatmojo Wijanarko "
    "Yudhistira"
).split()
JAVANESE_WOMEN = (
    "Tukinem Paijem Wagiyem Sutinem Suminah Sumarmi Suparti Suparmi Surati Suratmi Surtini "
    "Sutarmi Suwarti Suwarni Ngatini Ngadinah Parti Parinem Poniyem Ponirah Rubiyem Rukinem "
    "Sadinem Sarinem Sariyem Sarmi Satinem Sugiyarti Suharti Sukarmi Sukinah Sukini "
    "Sulastinah Sumini Sumiyem Supadmi Tumini Tuminah Tumirah Warsiti Wartini Wakinah Yatinem "
    "Endang Retno Wulan Ambar Anggun Dyah Lestari Kinanti Laras Niken Purwanti Rahma Sekar "
    "Tutik Utari Woro Yuniarti"
).split()
JAVANESE_WOMEN_SECOND = (
    "Purwaningsih Setyaningsih Rahayuningsih Wahyuningsih Widyastuti Kusumawati Puspitasari "
    "Sulistyowati Handayaningrum Kusumaningrum Ningrum Wijayanti Pujiastuti Listyaningsih "
    "Sudarwati Yuliastuti Wulansari Kumalasari Prihatini Sukmawati Trisnawati Hapsari Arum "
    "Damayanti Ekawati Herlinawati Kristanti Murniati Palupi Saraswati"
).split()
BETAWI_MEN = (
    "Mat Naim Nian Nisan Niin Rojih Rosyid Sa'ban Sabeni Saidih Sa'id Saiman Salim Sanip "
    "Sarmada Satiri Senin Tabrani Tohir Usup Zaini Zarkasih Zuhri Mursalih Marzuki Madali "
    "Mahmud Marjan Muhidin Murtado Namun Napis Nasim Nawi Neran Niman Abdurrahman Abdulrohim "
    "Ambari Asmat Asmawi Asnawi Bonin Bontong Dulhadi Dulloh Enjong Gozali Hasbulloh Husin "
    "Jaelani Jayadi Jenih Kenan Kosim Limin Mamat Manan Matnur Misar Misnan Mi'an Nasum Ontel "
    "Pe'i Rais Ramli Risan"
).split()
BETAWI_MEN_SECOND = (
    "Naman Nisin Riman Sanen Saih Mardani Marzuki Sabrawi Syarbini Syafi'i Mugni Muhamad "
    "Nawawi Romli Salam Sanusi Siddik Sidik Suhaimi Sukri Tamami Tarmizi Thabrani Zakarsih "
    "Zubair Zuhdi Dahlan Djayadi Fathoni Hambali Jazuli Madani Makmun Masturo Mughni"
).split()
BETAWI_WOMEN = (
    "Mumun Munih Muniroh Nacih Naimah Napsiah Nasiroh Nemi Nesih Niah Niswah Nyai Onih Piah "
    "Rodiyah Rogayah Rohimah Romsih Rukiyah Sa'diyah Sabariah Saenah Saodah Sariyah Sarniti "
    "Saroh Sawiyah Siti Sobariyah Suaebah Subaidah Sukenah Sumarni Sunenti Syamsiyah Tihamah "
    "Tinah Toyibah Ulfah Umiyati Unayah Wasiah Yamih Yumnah Zaenab Zainab Zakiyah Zohro "
    "Hamidah Hindun Jamilah Jenab Jumenah Kartinah Lamih Maimunah Marhamah Marwiyah Mas'anih "
    "Masnah Mawar Minan Misnah"
).split()
BETAWI_WOMEN_SECOND = (
    "Sanih Nafisah Fauziah Mursidah Zakiah Zubaidah Rohayah Rahmah Mardiyah Munawaroh "
    "Nadhiroh Qomariyah Rosyidah Sakinah Salbiyah Saidah Sarifah Syarifah Tsuroya Umamah "
    "Wahidah Yusroh Zahroh Bahriah Badriyah Chodijah Faridah Hafsah Istiqomah"
).split()
BATAK_MEN = (
    "Johannes Jonatan Parlindungan Tigor Togar Binsar Bonar Hotman Hotma Jansen Jefri Josua "
    "Lamhot Mangatur Maruli Monang Mangasi Pardamean Parulian Poltak Ramses Ronal Sabar "
    "Sahala Saut Sihol Tumpal Ucok Daniel Dapot Edison Ferdinan Freddy Gomgom Haposan "
    "Immanuel Jhon Krismanto Manumpak Marihot Martua Marulak Nimrot Oloan Patar Rikardo "
    "Robinson Rudolf Samuel Sondang"
).split()
BATAK_WOMEN = (
    "Rotua Tiurma Tiur Lamria Lasma Lasmaria Marlina Masta Menteria Merry Nurmala Nurhaida "
    "Pestaria Purnama Rosmaida Rosmawati Roslina Rumondang Saulina Sondang Tetty Tiarma "
    "Tiominar Tioria Uli Yohana Yosefin Debora Dameria Delima Elfrida Ernita Frida Hotmauli "
    "Hotmaida Ida Imelda Jojor Juliana Kristina Lidya Lenny Magdalena Melva Minar Monika "
    "Nelly Nova Rebeka Risma Rosita"
).split()
CLANS = (
    "Siregar Nasution Harahap Lubis Simanjuntak Sitorus Sinaga Silalahi Situmorang Hutapea "
    "Hutabarat Nainggolan Manurung Marpaung Napitupulu Pardede Pasaribu Panjaitan Purba "
    "Saragih Sihombing Sihotang Simatupang Simbolon Sitompul Tampubolon Tambunan Ginting "
    "Tarigan Sembiring Damanik Daulay Gultom Hutagalung Lumbanraja Lumbantobing Pangaribuan "
    "Ritonga Sianturi Siahaan"
).split()
MINANG_MEN = (
    "Afrizal Asrul Bustami Darman Deswandi Efrizal Elfian Erizal Febrizal Fitrizal Hendrizal "
    "Irfan Irzal Jasril Jufri Khairul Masrizal Mawardi Nasrul Nofrizal Rinaldi Rizaldi Rusdi "
    "Syafrizal Syahrial Syamsuar Syofyan Taufiq Yasrizal Yendri Yondri Yulizar Zamzami "
    "Zulfahmi Zulfikar Zulhendri Zulmaini Buyung Amril Amrizal Anasrul Basril Budiwan Chairil "
    "Dasril"
).split()
MINANG_WOMEN = (
    "Afrida Asmarni Asniar Desmawati Deswita Elfina Elvira Ermawati Fitriyeni Gusnawati "
    "Hasnah Helmiwati Irmawati Jusniar Lisdawati Marniati Mardiani Misrawati Nelwati "
    "Nofriyanti Nurlis Rahmadani Rosmiarni Rosna Silfia Suryani Syamsinar Upik Warnida Yarnis "
    "Yenita Yulinar Yusnidar Yusmaniar Zulfa Zuraida Zurniati Arniati Darnis Delfi Ernita "
    "Fauzia Gustina"
).split()
MINANG_SECOND = (
    "Chaniago Koto Tanjung Piliang Sikumbang Jambak Malin Sutan Marajo Bagindo Zein Zainal "
    "Amir Rasyid Nasrul Bahar Anwar Jalil Rauf Syarif Munir Kahar Latief Ilyas Idrus Effendi "
    "Efendi"
).split()
MODERN_MEN = (
    "Kenzie Kevin Rafael Rafa Rafli Reyhan Raihan Arkan Azka Alvaro Alvin Aldi Aldo Arya "
    "Athaya Bilal Brian Bryan Calvin Daffa Daffi Davin Dylan Elvano Farel Farrel Fabian "
    "Fadhil Fathan Gavin Ghani Haikal Hanif Ibnu Iqbal Jovan Kaisar Keanu Kenzo Luthfi Marvel "
    "Naufal Nizam Noval Rangga Rayyan Reza Rifki Rizal Ryan Sakti Satrio Tristan Vano Xavier "
    "Yoga Zidan Zidane Zaki"
).split()
MODERN_WOMEN = (
    "Aqila Adinda Adelia Alya Amanda Amira Andini Angel Anindya Aulia Aurel Aurelia Azzahra "
    "Bella Bunga Calista Cantika Chelsea Cinta Citra Dinda Elsa Febby Felicia Feby Gita "
    "Gladys Hana Icha Jihan Kayla Keisha Kezia Khanza Kirana Laura Luna Maudy Meisya Nabila "
    "Nadia Nadira Naila Najwa Natasya Nayla Nazwa Queen Rania Rara Raisa Safira Salma Salwa "
    "Shafa Sheila Shinta Syifa Tasya Talita Tiara Vania Velia Viona Wulan Zahwa Zaskia "
    "Zivanna"
).split()
MODERN_SECOND = (
    "Pratama Ramadhan Alfarizi Alfarizqi Alfaro Adriansyah Andrean Ardianto Bagaskara "
    "Dwiputra Erlangga Febriansyah Ferdiansyah Firdaus Julian Kusumo Mahardika Mahendra "
    "Nugroho Oktavian Pangestu Prayoga Putra Rahardian Ramadhani Rizaldy Septian Setya "
    "Virgiawan Wiratama Yudistira"
).split()
MODERN_WOMEN_SECOND = (
    "Aprilia Aulia Azzahra Cahyani Christy Dwiyanti Eka Febriyanti Fitria Islamiyah Julianti "
    "Kamila Khairunnisa Larasati Maharani Maheswari Nuraini Octavia Putri Ramadhanti Rizkiana "
    "Salsabila Savitri Septiani Shafira Syahputri Tiara Valentina Virnanda Wijaya Zahrani"
).split()
ARABIC_MEN = (
    "Muhammad Ahmad Abdullah Abdurrahman Abdurrohman Abdul Abu Ali Amirul Burhanuddin "
    "Fakhruddin Fathurrahman Hasanuddin Hidayatullah Ibrahim Imaduddin Jalaluddin Jamaluddin "
    "Kamaluddin Khoirul Khoiruddin Lukmanul Miftahul Muhyiddin Najmuddin Nashiruddin "
    "Nizamuddin Nuruddin Qomaruddin Rahmatullah Salahuddin Saifullah Saifuddin Shalahuddin "
    "Syamsuddin Syarifuddin Tajuddin Ubaidillah Zainul Zainuddin Zaenuddin"
).split()
ARABIC_MEN_SECOND = (
    "Al-Ayyubi Al-Fatih Al-Farisi Al-Ghifari Al-Habsyi Al-Hakim Al-Mubarok Assidiq "
    "Ash-Shiddiq Asyari Arrasyid Atthoriq Azzam Badruddin Fahruddin Ghozali Habibullah "
    "Habiburrahman Hakim Hasyim Huda Ikhsan Ikhwanul Muttaqin Izzuddin Jauhari Karim "
    "Khalilurrahman Maarif Mahfudz Mubarak Mukhtar Munawwar Muthohar Nasrullah Rabbani Ridho "
    "Syahid Syukron Wafi Yaqin Zulfikri"
).split()
ARABIC_WOMEN = (
    "Siti Nur Ummu Ainun Aisyatul Alfiatul Alfi Anisatul Barokatul Dewi Durrotun Fadhilah "
    "Faizatul Hafizhah Hidayatul Himmatul Husnul Ismatul Istianatul Izzatul Khoirun Khoirotun "
    "Khusnul Laelatul Lailatul Lathifatul Lu'luul Maulidatul Mar'atus Miftahul Mufidatul "
    "Nadhifatul Nafisatun Nurul Qurrotul Robiatul Rohmatul Sa'adatul Sofiyatun Syarifatul "
    "Uswatun Wardatul Widadatul Zahrotul Zulfatun"
).split()
ARABIC_WOMEN_SECOND = (
    "Adawiyah Aini A'yun Azizah Azkiya Badriyah Baroroh Fajriyah Fauziyah Fikriyah Firdausi "
    "Fitriyah Hasanah Hidayah Hikmah Husna Inayah Islamiyah Izzati Jannah Karimah Khasanah "
    "Khotimah Kholisah Laila Lathifah Mahmudah Masruroh Maghfiroh Mubarokah Mukaromah "
    "Munawaroh Muniroh Muthmainnah Nabilah Nafi'ah Ni'mah Nisa Nisak Qibtiyah Rahmah Sa'diyah "
    "Sakinah Sholihah Wahidah Zahro Zakiyah"
).split()

JAVANESE = Lists(JAVANESE_MEN, JAVANESE_MEN_SECOND, JAVANESE_WOMEN, JAVANESE_WOMEN_SECOND)
BETAWI = Lists(BETAWI_MEN, BETAWI_MEN_SECOND, BETAWI_WOMEN, BETAWI_WOMEN_SECOND)
BATAK = Lists(BATAK_MEN, CLANS, BATAK_WOMEN, CLANS)
MINANG = Lists(MINANG_MEN, MINANG_SECOND, MINANG_WOMEN, MINANG_SECOND)
MODERN = Lists(MODERN_MEN, MODERN_SECOND, MODERN_WOMEN, MODERN_WOMEN_SECOND)
ARABIC = Lists(ARABIC_MEN, ARABIC_MEN_SECOND, ARABIC_WOMEN, ARABIC_WOMEN_SECOND)
NEVER_ALONE = frozenset({"Muhammad", "Siti", "Nur", "Abdul", "Abu", "Ummu", "Mat"})

# seldom names are made of these
SYLLABLES = (
    "ang ba ber bin cah dar de den di do dya er fa fi ga gi go han har hen in is ka ke kin "
    "kus la lan le li lo mar me mun nang nas ngga nis o pan par pri ra ran ras ri ro sa sal "
    "sem si sum ta tar te tri tu us wan we wi win ya yo zi"
).split()

VARIANTS = {
    "Muhammad": ["Muhamad", "Mohammad", "Mohamed", "Muh", "Mhd.", "Md.", "Mohd.", "Moh"],
    "Abdurrahman": ["Abdul Rahman", "Abdurahman", "Abd Rahman", "Abdurrochman"],
    "Abdullah": ["Abdulloh", "Abdulah", "Abd. Lah"],
    "Abdul": ["Abd", "Abdoel", "Abdl"],
    "Syarifuddin": ["Sarifudin", "Syaripudin", "Sjarifuddin", "Saripuddin"],
    "Saifuddin": ["Saepudin", "Syaifudin", "Saefuddin", "Saipuddin"],
    "Zainuddin": ["Jaenudin", "Zaenudin", "Zainudin", "Jainuddin"],
    "Hidayatullah": ["Hidayatulloh", "Hidayat Ullah", "Hidajatullah"],
    "Sugiyono": ["Soegijono", "Sugiono"],
    "Suharto": ["Soeharto"],
    "Suryanto": ["Soeryanto", "Surianto", "Suriyanto"],
    "Mulyono": ["Moeljono", "Muliono"],
    "Widodo": ["Widhodho", "Wedodo"],
    "Djayadi": ["Jayadi"],
    "Chodijah": ["Khodijah", "Hodijah", "Khadijah"],
    "Rogayah": ["Rokayah", "Rugayah", "Ruqoyah"],
    "Zainab": ["Jaenab", "Jenab", "Zaenab"],
    "Syarifah": ["Sarifah", "Saripah"],
    "Sa'diyah": ["Sadiah", "Sa'diah", "Sakdiyah"],
    "Siti": ["St", "Sitti", "St."],
    "Nurul": ["Noerul", "Nurrul", "Nural"],
    "Khoirun": ["Choirun", "Hoirun", "Khairun"],
    "Endang": ["Endhang", "Indang"],
    "Dyah": ["Diah", "Dijah"],
    "Johannes": ["Yohanes", "Johanes", "Yohannes"],
    "Josua": ["Yosua", "Joshua"],
    "Daniel": ["Danil", "Deniel"],
    "Kristina": ["Christina", "Cristina"],
    "Syafrizal": ["Safrizal", "Sjafrizal"],
    "Raihan": ["Reihan", "Rayhan", "Reyhan"],
    "Rafli": ["Rafly", "Ravly"],
    "Kayla": ["Keila", "Kaila", "Qaila"],
    "Syifa": ["Shifa", "Sifa"],
    "Ramadhan": ["Ramadan", "Romadhon", "Ramadhani"],
    "Azzahra": ["Az Zahra", "Azahra", "Az-Zahra"],
    "Al-Fatih": ["Alfatih", "Al Fatih"],
    "Wahyuningsih": ["Wahyu Ningsih", "Wahjuningsih"],
    "Setyaningsih": ["Setianingsih", "Setiyaningsih", "Setya Ningsih"],
}

# the same sound in other letters, as each school taught it
SPELLINGS = [
    ("dh", "d"),
    ("th", "t"),
    ("uddin", "udin"),
    ("ullah", "ulloh"),
    ("yah", "iah"),
    ("iy", "y"),
    ("ch", "kh"),
    ("q", "k"),
    ("'", ""),
    ("-", " "),
    ("u", "oe"),
    ("j", "dj"),
    ("y", "j"),
    ("x", "ks"),
    ("v", "f"),
    ("sh", "s"),
    ("ee", "i"),
    ("ah", "a"),
    ("i", "ie"),
]

# what a volunteer hears through the noise of a market
HEARD = [
    ("b", "p"),
    ("p", "b"),
    ("d", "t"),
    ("t", "d"),
    ("g", "k"),
    ("k", "g"),
    ("r", "l"),
    ("l", "r"),
    ("ng", "n"),
    ("n", "ng"),
    ("ny", "n"),
    ("m", "n"),
    ("z", "s"),
    ("s", "z"),
    ("f", "p"),
    ("h", ""),
    ("e", "a"),
    ("i", "e"),
    ("u", "o"),
    ("o", "a"),
    ("ai", "e"),
    ("au", "o"),
    ("ia", "iya"),
    ("ua", "uwa"),
]

# these begin a word of their own or are written together with the next
BEGINNINGS = ("Nur", "Abdul", "Sri", "Tri", "Dwi", "Eka", "Siti", "Al", "Wahyu", "Setya", "Sulis")

TITLES = [
    ("Haji ", ""),
    ("Hj ", ""),
    ("H.", ""),
    ("Ustadz ", ""),
    ("Ustadzah ", ""),
    ("Mas ", ""),
    ("Mbak ", ""),
    ("Bang ", ""),
    ("Mpok ", ""),
    ("Pak ", ""),
    ("Bu ", ""),
    ("Uda ", ""),
    ("Drs. H. ", ""),
    ("Ir. ", ""),
    ("Alm. ", ""),
    ("R. ", ""),
]
DEGREES = [
    ("", ", S.Kom"),
    ("", " SH"),
    ("", ", S.Ag"),
    ("", " A.Md"),
    ("", ", M.M."),
    ("", " ST"),
    ("", ", S.Sos."),
    ("", " Amd.Keb"),
    ("", " S.Pd"),
]
