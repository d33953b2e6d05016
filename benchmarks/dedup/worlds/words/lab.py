"""Names around Bekasi, most frequent first: Sundanese, Betawi, Javanese, Arabic."""

from benchmarks.dedup.worlds.words.lists import Lists

MEN = (
    "Muhammad Ahmad Abdul Agus Asep Dedi Ujang Encep Cecep Dadang Endang Jajang Udin Saepudin "
    "Nurdin Jaenudin Samsudin Bahrudin Komarudin Nasrudin Rahmat Hidayat Yusuf Ibrahim Ismail "
    "Hasan Husen Usman Umar Ali Idris Yahya Zakaria Sulaeman Iskandar Firman Ridwan Imron "
    "Sofyan Rizki Fajar Ilham Fauzi Rohman Rohim Hamid Majid Halim Karim Aziz Latif Gofur "
    "Syukur Somad Kosim Mansur Makmur Masud Mulyadi Mulyana Suryadi Suryana Sutrisno Sugeng "
    "Slamet Supriyadi Supriyanto Sumarno Suparman Sudirman Suhendar Suherman Sukarna Sukardi "
    "Sunarto Sugianto Sutisna Sutarman Warsito Wahyu Bambang Budi Eko Dwi Tri Joko Hendra "
    "Hendri Heri Herman Hermawan Indra Irwan Iwan Jaya Junaedi Kusnadi Kurnia Lukman Maman "
    "Nana Nanang Oman Odang Omad Rudi Saiful Sanusi Sarip Satria Setiawan Tatang Tono Toto "
    "Wawan Yadi Yana Yanto Yayan Yoyo Yudi Zaenal Arif Arifin Andi Anton Anwar Aan Ade Adi "
    "Aep Ajat Aji Amin Amir Ansor Apud Aris Atang Bagus Basuki Beni Carman Casim Dani Darma "
    "Darsono Deden Deni Didi Diki Edi Engkos Entis Erwin Ganda Gilang Gunawan Haerudin Hari "
    "Harun Hilman Jamal Jamaludin Kamal Kardi Kasim Kasno Madi Marjuki Marwan Misbah Mukhlis "
    "Mursid Mustofa Muslim Naman Nasir Nawawi Niman Opik Pardi Rahman Ramdan Rasim Rasyid "
    "Rojali Rosid Saad Sahrul Saman Sapri Sarman Sobari Solihin Subur Tarmidi Tedi Toha Uci "
    "Udan Uus Wahid Warjo Wardi Yasin Yunus Zulkifli"
).split()

MEN_SECOND = (
    "Hidayat Kurniawan Setiawan Ramdani Maulana Saputra Pratama Nugraha Permana Firmansyah "
    "Gunawan Wijaya Santoso Susanto Purnomo Wibowo Haryanto Suryana Mulyana Sutisna Suryadi "
    "Supriatna Kusuma Hakim Rahman Rohman Hamid Majid Aziz Fauzi Arifin Anwar Efendi Iskandar "
    "Syahputra Ardiansyah Fadilah Nurjaman Sopian Hermawan Irawan Darmawan Budiman Sulaiman "
    "Abdullah Junaedi Saepuloh Syarifudin Hasanudin Burhanudin Mustopa Sobirin Solihin Muhtar "
    "Jaelani Basri Bahri Hasbi Alamsyah Apriyanto Febrianto Nugroho Prasetyo Utomo Riyadi "
    "Subagja Sanjaya Sudrajat Suhendi Suhardi Sumantri Sunarya Supardi Suwandi Taufik Wahyudi "
    "Yulianto Zaelani Azhari Ansori Baihaki Ghozali Habibi Ihsan Jauhari Lutfi Mubarok Naufal "
    "Romdoni Syahroni Tohir Ubaidillah"
).split()

WOMEN = (
    "Siti Nur Sri Dewi Rini Rina Euis Neneng Iis Entin Imas Ani Ai Lilis Yayah Yuyun Eneng "
    "Enok Ocih Icih Elis Eti Ida Iin Iyah Kokom Lina Lia Mimin Mira Nani Nining Nunung Oneng "
    "Rohayati Rohani Sarinah Saripah Sumiati Sunarti Suryati Sutinah Tati Titin Tini Tuti Umi "
    "Wati Wiwin Yanti Yati Yeni Yuli Yulia Yuni Zubaedah Aisyah Aminah Anisa Asih Ayu Cicih "
    "Cucu Darmi Darsih Diah Dian Eka Ela Endah Eni Ernawati Evi Fatimah Fitri Halimah Hani "
    "Hasanah Heni Herawati Ika Indah Intan Jubaedah Juju Kartini Karsih Komariah Kurniasih "
    "Laela Maesaroh Mariam Maryati Marni Maya Mega Minah Muniroh Munah Nengsih Novi Nurhayati "
    "Nuraeni Nurjanah Nursiah Puji Putri Rahayu Ratna Ratih Reni Resti Riska Romlah Rosidah "
    "Rosita Rukmini Rusmini Salamah Samsiah Sariah Sopiah Sulastri Sukaesih Sumarni Supriyati "
    "Susi Susanti Tarsih Teti Tika Uun Wahyuni Warsih Widya Winarti Yulianti Zahra"
).split()

WOMEN_SECOND = (
    "Nurhayati Aminah Fatimah Rohmah Komariah Maesaroh Nurjanah Hasanah Halimah Aisyah Maryam "
    "Khodijah Zahra Sopiah Rahmawati Kurniawati Setiawati Susilawati Wulandari Lestari Rahayu "
    "Handayani Wahyuni Yulianti Anggraeni Puspita Permatasari Safitri Apriliani Oktaviani "
    "Novitasari Fitriani Ramadhani Amelia Agustina Sari Dewi Ningsih Wati Astuti Pertiwi "
    "Utami Mulyani Suryani Haryati Hartati Hayati Sulastri Sumiati Rosmiati Romlah Saodah "
    "Jamilah Kholifah Latifah Mardiah Masitoh Mutmainah Nuraini Nurlaela Robiah Rodiah "
    "Rokayah Rosidah Sadiah Salamah Saroh Solihah Sumarni Umaroh Yuliana Zulaeha Hidayah "
    "Indriani Juariah Kartika Maulida Oktaviana Pratiwi Purnama Rohaeni Salsabila Sapitri "
    "Triana Widiastuti"
).split()
LISTS = Lists(MEN, MEN_SECOND, WOMEN, WOMEN_SECOND)
NEVER_ALONE = frozenset({"Muhammad", "Siti", "Nur", "Abdul", "Sri"})

# seldom names are made of these
SYLLABLES = (
    "su har yan to di wa ti ni sih man ro ka ra ta mi na ri ya ni ko mu ha da sa ji la wi ma "
    "no ru nto rdi rsi ngs mba jo pa bu"
).split()

# other spellings of a word
VARIANTS = {
    "Muhammad": [
        "Mohammad",
        "Mohamad",
        "Muhamad",
        "Moh.",
        "Moch.",
        "M.",
        "Muh.",
        "Mochamad",
        "Muchamad",
        "Mohd",
        "Mochammad",
    ],
    "Ahmad": ["Achmad", "Akhmad", "Ahmat", "Achmat", "Akmad"],
    "Abdul": ["Abd.", "Abdoel", "Abd", "Abdull"],
    "Siti": ["St.", "Sity", "Sitti"],
    "Nur": ["Noer", "Noor", "Nor", "Nour"],
    "Yusuf": ["Jusuf", "Yusup", "Jusup", "Yoesoef"],
    "Zaenal": ["Jaenal", "Zainal", "Jenal", "Zaenall", "Jainal"],
    "Saepudin": ["Saifudin", "Syaifuddin", "Saefudin", "Saipudin", "Saepuddin"],
    "Fatimah": ["Patimah", "Fatima", "Patmah"],
    "Aisyah": ["Aisah", "Aisjah", "Aesah", "Asiah"],
    "Husen": ["Husein", "Hussein", "Husain"],
    "Umar": ["Omar", "Oemar"],
    "Suryadi": ["Soerjadi", "Surjadi", "Suriadi"],
    "Suryana": ["Surjana", "Suriana"],
    "Sutrisno": ["Soetrisno"],
    "Sugeng": ["Soegeng"],
    "Joko": ["Djoko"],
    "Junaedi": ["Djunaedi", "Junaidi", "Djunaidi", "Djoenaedi"],
    "Jaya": ["Djaja"],
    "Cecep": ["Tjetjep"],
    "Cucu": ["Tjutju"],
    "Yati": ["Jati"],
    "Mustofa": ["Mustopa", "Mustafa", "Musthofa"],
    "Sofyan": ["Sopian", "Sofian", "Sopyan"],
    "Rizki": ["Rizky", "Riski", "Rizqi", "Rezki", "Rijki"],
    "Hidayat": ["Hidajat", "Hidayatt"],
    "Zakaria": ["Jakaria"],
    "Syukur": ["Sukur", "Sjukur"],
    "Khodijah": ["Hodijah", "Kodijah", "Khadijah"],
    "Yeni": ["Yenni", "Jeni", "Yeny"],
    "Eti": ["Ety", "Etty", "Ety"],
    "Susi": ["Susy", "Soesi"],
    "Wahyu": ["Wahju"],
    "Nurhayati": ["Noerhajati", "Nurhajati", "Nur Hayati"],
    "Nurjanah": ["Nurjannah", "Noerdjanah", "Nur Janah"],
    "Nuraeni": ["Nuraini", "Nur Aeni", "Nur Aini"],
}

NICKNAMES = {
    "Saepudin": "Udin",
    "Jaenudin": "Udin",
    "Samsudin": "Udin",
    "Bahrudin": "Bahru",
    "Nurdin": "Udin",
    "Suryadi": "Yadi",
    "Mulyadi": "Yadi",
    "Suryana": "Yana",
    "Mulyana": "Yana",
    "Sutrisno": "Trisno",
    "Suparman": "Parman",
    "Sulaeman": "Leman",
    "Rohayati": "Yati",
    "Nurhayati": "Yati",
    "Fatimah": "Imah",
    "Aminah": "Minah",
    "Kurniawan": "Wawan",
    "Setiawan": "Wawan",
    "Hermawan": "Wawan",
    "Abdullah": "Dulah",
    "Ibrahim": "Baim",
    "Zaenal": "Enal",
    "Yulianti": "Yanti",
    "Supriyanto": "Yanto",
}

# before, behind
TITLES = [
    ("H. ", ""),
    ("Hj. ", ""),
    ("Ust. ", ""),
    ("KH. ", ""),
    ("", ", S.Pd"),
    ("Drs. ", ""),
    ("", ", S.E."),
    ("Bpk ", ""),
    ("Ibu ", ""),
    ("", "bin"),
    ("", ", S.Pd.I"),
]

# a sound and another way to write it
SOUNDS = [
    ("y", "i"),
    ("i", "y"),
    ("f", "p"),
    ("p", "f"),
    ("v", "p"),
    ("z", "j"),
    ("j", "dj"),
    ("u", "oe"),
    ("kh", "h"),
    ("sy", "s"),
    ("dd", "d"),
    ("ai", "ae"),
    ("ae", "e"),
    ("ah", "a"),
    ("c", "tj"),
    ("o", "u"),
    ("q", "k"),
    ("th", "t"),
    ("d", "dd"),
    ("n", "nn"),
    ("e", "i"),
]
